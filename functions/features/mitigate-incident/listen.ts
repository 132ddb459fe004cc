import type { App, BlockButtonAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { isRoomOf } from '#domain/incident/find';
import { type IncidentId, incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { verbHelp } from '#slack-kit/help';
import { mitigatePressed, readIncident } from '#slack-kit/incident-buttons';
import { onIncidentVerb } from '#slack-kit/incident-commands';
import { tryAnswer } from '#slack-kit/say';
import { answer } from './answer.ts';
import { type MitigateIncident, mitigateIncident } from './decide.ts';

export function listen(app: App, desk: Desk) {
  const mitigate = async (id: IncidentId, command: MitigateIncident, delivery: string) =>
    answer(id, (await perform(desk, incidents, id, mitigateIncident, command, delivery)).answer);

  onIncidentVerb(app, desk, 'mitigate', async ({ ack, payload: { trigger_id, text }, id, inRoom, by, at, rest }) => {
    if (rest !== '') return ack(verbHelp('mitigate', text));
    await ack(await mitigate(id, { by, at, inRoom }, trigger_id));
  });

  app.action<BlockButtonAction>(mitigatePressed, async ({ ack, body, respond }) => {
    const id = readIncident(body.actions[0]?.value);
    const inRoom = await isRoomOf(desk.records, id, body.channel?.id);
    const said = await mitigate(id, { by: PersonId.parse(body.user.id), at: desk.now(), inRoom }, body.trigger_id);
    await ack();
    await tryAnswer(respond, { ...said, replace_original: false });
  });
}
