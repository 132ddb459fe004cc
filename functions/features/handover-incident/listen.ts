import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { isRoomOf } from '#domain/incident/find';
import { type IncidentId, incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { answered, readAnswer } from '#slack-kit/handover-buttons';
import { handoverPressed, readIncident } from '#slack-kit/incident-buttons';
import { onIncidentVerb } from '#slack-kit/incident-commands';
import { privately, tryAnswer } from '#slack-kit/say';
import { type AnswerHandover, type AskHandover, answerHandover, askHandover } from './decide.ts';
import { readLine } from './line.ts';
import { handoverModal, read, submitted } from './modal.ts';

type Of<Command> = Omit<Command, 'at' | 'reasonId'> & { id: IncidentId };

export function listen(app: App, desk: Desk) {
  const moment = () => ({ at: desk.now(), reasonId: desk.newId() });
  const ask = ({ id, ...wanted }: Of<AskHandover>, delivery: string) =>
    perform(desk, incidents, id, askHandover, { ...wanted, ...moment() }, delivery);
  async function reply({ id, ...wanted }: Of<AnswerHandover>, delivery: string) {
    const { answer } = await perform(desk, incidents, id, answerHandover, { ...wanted, ...moment() }, delivery);
    return privately(answer === 'accepted' ? `${id}: you have it now.` : `${id}: it stays where it is, and they are told.`);
  }

  onIncidentVerb(app, desk, 'handover', async ({ ack, client, payload: { trigger_id }, id, inRoom, by, rest }) => {
    const line = readLine(rest);
    if (line?.kind === 'answer') return ack(await reply({ id, by, inRoom, accepted: line.accepted, reason: line.reason }, trigger_id));
    if (line === undefined || line.reason === '') {
      await client.views.open({ trigger_id, view: handoverModal({ id, inRoom }, line?.group ? '' : line?.team) });
      return ack();
    }
    await ask({ id, by, inRoom, team: line.team, group: line.group, reason: line.reason }, trigger_id);
    await ack(privately(`${id}: they are asked. It stays where it is until they say yes.`));
  });

  app.action<BlockButtonAction>(handoverPressed, async ({ ack, body, client }) => {
    const id = readIncident(body.actions[0]?.value);
    const inRoom = await isRoomOf(desk.records, id, body.channel?.id);
    await client.views.open({ trigger_id: body.trigger_id, view: handoverModal({ id, inRoom }) });
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    await ask({ ...read(view), by: PersonId.parse(body.user.id) }, `${view.id}.${view.hash}`);
    await ack();
  });

  app.action<BlockButtonAction>(answered, async ({ ack, body, action, respond }) => {
    const { id, ...answer } = readAnswer(action as { action_id: string; value?: string });
    const inRoom = await isRoomOf(desk.records, id, body.channel?.id);
    const said = await reply({ id, by: PersonId.parse(body.user.id), inRoom, ...answer, reason: '' }, body.trigger_id);
    await ack();
    await tryAnswer(respond, { ...said, replace_original: false });
  });
}
