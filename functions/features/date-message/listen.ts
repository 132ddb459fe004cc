import type { App, MessageShortcut, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { noSuchIncident } from '#domain/incident/authority';
import { incidentOf, isRoomOf } from '#domain/incident/find';
import { incidents } from '#domain/incident/incident';
import { lookAt } from '#domain/incident/look';
import { type PinnedMessage, pinnedRef } from '#domain/incident/pinned-message';
import { perform } from '#domain/perform';
import { momentOf } from '#domain/person/moment';
import { PersonId } from '#domain/person/person';
import type { Ref } from '#domain/records';
import { dateMessage, onTimeline } from './decide.ts';
import { dateModal, read, submitted, timeUnread } from './modal.ts';

export const shortcut = 'date-message';

export function listen(app: App, desk: Desk) {
  app.shortcut<MessageShortcut>(shortcut, async ({ ack, client, payload: { user, channel, message_ts: ts, trigger_id } }) => {
    const [by, message] = [PersonId.parse(user.id), { channel: channel.id, ts }];
    const found = await incidentOf(desk.records, '', channel.id);
    if (found === 'unreadable') throw noSuchIncident();
    const { id, inRoom } = found;
    const [pinned, moment, { writtenTime }] = await Promise.all([
      desk.records.load([pinnedRef(id, message)] as Ref<unknown>[]),
      momentOf(desk, by),
      import('#domain/time/said-time'),
      lookAt(desk.records, id, { by, inRoom }),
    ]);
    const { happenedAt: was, kind } = onTimeline(pinned[0]?.value as PinnedMessage | undefined);
    await client.views.open({ trigger_id, view: dateModal({ id, message, was }, writtenTime(was, moment.zone), kind) });
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const { id, message, was, when, kind } = read(view);
    const by = PersonId.parse(body.user.id);
    const [moment, { readTime, writtenTime }] = await Promise.all([momentOf(desk, by), import('#domain/time/said-time')]);
    // To the minute is how it was shown: whoever leaves it as it is does not mean another second.
    const happenedAt = when === writtenTime(was, moment.zone) ? was : readTime(when, moment);
    if (happenedAt === undefined) return ack({ response_action: 'errors', errors: timeUnread });
    const inRoom = await isRoomOf(desk.records, id, message.channel);
    const command = { by, inRoom, at: desk.now(), message, entryId: desk.newId(), happenedAt, kind };
    await perform(desk, incidents, id, dateMessage, command, `${view.id}.${view.hash}`);
    await ack();
  });
}
