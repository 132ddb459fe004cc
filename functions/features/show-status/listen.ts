import type { App } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { incidentOf } from '#domain/incident/find';
import { mayKnow } from '#domain/incident/incident';
import { viewIncident } from '#domain/incident/view';
import { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { onVerb } from '#slack-kit/commands';
import { verbHelp } from '#slack-kit/help';
import { privately } from '#slack-kit/say';
import { status } from './status.ts';

export function listen(app: App, desk: Desk) {
  onVerb(app, '/incident', 'status', async ({ ack, payload: { user_id, channel_id, text }, rest }) => {
    const found = await incidentOf(desk.records, rest, channel_id);
    if (found === 'unreadable') return ack(verbHelp('status', text));
    const view = await viewIncident(desk, found.id);
    if (view === undefined || !mayKnow(view.incident, PersonId.parse(user_id), found.inRoom))
      throw new Rejection('no_incident', 'There is no such incident.');
    await ack(privately(`${found.id}`, status(view)));
  });
}
