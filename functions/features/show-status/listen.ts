import type { App } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { noSuchIncident, openTo } from '#domain/incident/authority';
import { incidentOf } from '#domain/incident/find';
import { viewIncident } from '#domain/incident/view';
import { refuseUnlessPerson } from '#domain/person/authority';
import { type Person, PersonId, personRef } from '#domain/person/person';
import type { Ref } from '#domain/records';
import { onVerb } from '#slack-kit/commands';
import { verbHelp } from '#slack-kit/help';
import { privately } from '#slack-kit/say';
import { status } from './status.ts';

export function listen(app: App, desk: Desk) {
  onVerb(app, '/incident', 'status', async ({ ack, payload: { user_id, channel_id, text }, rest }) => {
    const by = PersonId.parse(user_id);
    const [loaded] = await desk.records.load([personRef(by)] as Ref<unknown>[]);
    const viewer = loaded?.value as Person;
    refuseUnlessPerson(viewer);
    const found = await incidentOf(desk.records, rest, channel_id);
    if (found === 'unreadable') return ack(verbHelp('status', text));
    const view = await viewIncident(desk, found.id);
    if (view === undefined) throw noSuchIncident();
    openTo(view.incident, viewer, { by, inRoom: found.inRoom });
    await ack(privately(`${found.id}`, status(view)));
  });
}
