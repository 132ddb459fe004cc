import type { App, BlockButtonAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { incidentOf, isRoomOf } from '#domain/incident/find';
import { incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { onVerb } from '#slack-kit/commands';
import { verbHelp } from '#slack-kit/help';
import { acknowledgePressed, readIncident } from '#slack-kit/incident-buttons';
import { privately } from '#slack-kit/say';
import { acknowledgeIncident, releaseIncident } from './decide.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(acknowledgePressed, async ({ ack, body }) => {
    const id = readIncident(body.actions[0]?.value);
    const inRoom = await isRoomOf(desk.records, id, body.channel?.id);
    const command = { by: PersonId.parse(body.user.id), at: desk.now(), inRoom };
    await perform(desk, incidents, id, acknowledgeIncident, command, body.trigger_id);
    await ack();
  });

  for (const [verb, act, said] of [
    ['ack', acknowledgeIncident, 'You have'],
    ['unack', releaseIncident, 'You no longer have'],
  ] as const) {
    onVerb(app, '/incident', verb, async ({ ack, payload: { user_id, channel_id, trigger_id, text }, rest }) => {
      const found = await incidentOf(desk.records, rest, channel_id);
      if (found === 'unreadable') return ack(verbHelp(verb, text));
      const command = { by: PersonId.parse(user_id), at: desk.now(), inRoom: found.inRoom };
      await perform(desk, incidents, found.id, act, command, trigger_id);
      await ack(privately(`${said} ${found.id}.`));
    });
  }
}
