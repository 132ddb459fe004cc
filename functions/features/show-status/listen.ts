import type { App } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { noSuchIncident, openTo } from '#domain/incident/authority';
import { incidentOf } from '#domain/incident/find';
import { viewIncident } from '#domain/incident/view';
import { type Person, PersonId, personRef } from '#domain/person/person';
import type { Ref } from '#domain/records';
import { onVerb } from '#slack-kit/commands';
import { verbHelp } from '#slack-kit/help';
import { privately } from '#slack-kit/say';
import { status } from './status.ts';

export function listen(app: App, desk: Desk) {
  onVerb(app, '/incident', 'status', async ({ ack, payload: { user_id, channel_id, text }, rest }) => {
    const found = await incidentOf(desk.records, rest, channel_id);
    if (found === 'unreadable') return ack(verbHelp('status', text));
    const by = PersonId.parse(user_id);
    const [view, [viewer]] = await Promise.all([viewIncident(desk, found.id), desk.records.load([personRef(by)] as Ref<unknown>[])]);
    if (view === undefined) throw noSuchIncident();
    openTo(view.incident, viewer?.value as Person, { by, inRoom: found.inRoom });
    await ack(privately(`${found.id}`, status(view)));
  });
}
