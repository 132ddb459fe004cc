import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { isRoomOf } from '#domain/incident/find';
import { type IncidentId, incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { verbHelp } from '#slack-kit/help';
import { duplicatePressed, ownPressed, readIncident } from '#slack-kit/incident-buttons';
import { onIncidentVerb } from '#slack-kit/incident-commands';
import { tryAnswer } from '#slack-kit/say';
import { answer } from './answer.ts';
import { type DuplicateIncident, duplicateIncident } from './decide.ts';
import { readLine } from './line.ts';
import { duplicateModal, read, submitted, unread } from './modal.ts';

type Wanted = Omit<DuplicateIncident, 'at'> & { id: IncidentId };

export function listen(app: App, desk: Desk) {
  const mark = ({ id, ...wanted }: Wanted, delivery: string) =>
    perform(desk, incidents, id, duplicateIncident, { ...wanted, at: desk.now() }, delivery);

  onIncidentVerb(app, desk, 'duplicate', async ({ ack, client, payload: { trigger_id, text }, id, inRoom, by, rest }) => {
    if (rest === '') {
      await client.views.open({ trigger_id, view: duplicateModal({ id, inRoom }) });
      return ack();
    }
    const of = readLine(rest);
    if (of === undefined) return ack(verbHelp('duplicate', text));
    const done = await mark({ id, by, inRoom, of }, trigger_id);
    await ack(answer(id, done.answer, of === null));
  });

  app.action<BlockButtonAction>(duplicatePressed, async ({ ack, body, client }) => {
    const id = readIncident(body.actions[0]?.value);
    const inRoom = await isRoomOf(desk.records, id, body.channel?.id);
    await client.views.open({ trigger_id: body.trigger_id, view: duplicateModal({ id, inRoom }) });
    await ack();
  });

  app.action<BlockButtonAction>(ownPressed, async ({ ack, body, respond }) => {
    const id = readIncident(body.actions[0]?.value);
    const inRoom = await isRoomOf(desk.records, id, body.channel?.id);
    const { answer: said } = await mark({ id, by: PersonId.parse(body.user.id), inRoom, of: null }, body.trigger_id);
    await ack();
    await tryAnswer(respond, { ...answer(id, said, true), replace_original: false });
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const { of, ...about } = read(view);
    if (of === undefined) return ack({ response_action: 'errors', errors: unread });
    await mark({ ...about, of, by: PersonId.parse(body.user.id) }, `${view.id}.${view.hash}`);
    await ack();
  });
}
