import type { App, BlockButtonAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import type { IncidentEvent } from '#domain/incident/events';
import { incidentOf, isRoomOf } from '#domain/incident/find';
import { type Incident, type IncidentId, incidents } from '#domain/incident/incident';
import { type Act, perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { onVerb } from '#slack-kit/commands';
import { verbHelp } from '#slack-kit/help';
import { acknowledgePressed, readIncident } from '#slack-kit/incident-buttons';
import { privately } from '#slack-kit/say';
import { type AcknowledgeIncident, acknowledgeIncident, releaseIncident } from './decide.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(acknowledgePressed, async ({ ack, body }) => {
    const id = readIncident(body.actions[0]?.value);
    const inRoom = await isRoomOf(desk.records, id, body.channel?.id);
    const command = { by: PersonId.parse(body.user.id), at: desk.now(), inRoom };
    await perform(desk, incidents, id, acknowledgeIncident, command, body.trigger_id);
    await ack();
  });

  for (const [verb, act, said] of [
    ['ack', performing(desk, acknowledgeIncident), 'You have'],
    ['unack', performing(desk, releaseIncident), 'You no longer have'],
  ] as const) {
    onVerb(app, '/incident', verb, async ({ ack, payload: { user_id, channel_id, trigger_id, text }, rest }) => {
      const found = await incidentOf(desk.records, rest, channel_id);
      if (found === 'unreadable') return ack(verbHelp(verb, text));
      const command = { by: PersonId.parse(user_id), at: desk.now(), inRoom: found.inRoom };
      await act(found.id, command, trigger_id);
      await ack(privately(`${said} ${found.id}.`));
    });
  }
}

const performing =
  <Facts>(desk: Desk, act: Act<Incident, Facts, AcknowledgeIncident, IncidentEvent>) =>
  (id: IncidentId, command: AcknowledgeIncident, delivery: string) =>
    perform(desk, incidents, id, act, command, delivery);
