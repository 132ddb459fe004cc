import { type Actor, openTo } from '#domain/incident/authority';
import type { IncidentEvent } from '#domain/incident/events';
import type { Incident } from '#domain/incident/incident';
import { type PinnedMessage, pinnedPut, pinnedRef } from '#domain/incident/pinned-message';
import type { MessagePlace } from '#domain/incident/telling-events';
import type { TimelineKind } from '#domain/incident/timeline-kind';
import type { Act } from '#domain/perform';
import { type Person, personRef } from '#domain/person/person';
import { Rejection } from '#domain/rejection';

export type DateMessage = Actor & {
  at: string;
  message: MessagePlace;
  entryId: string;
  happenedAt: string;
  kind?: TimelineKind | undefined;
};
type Facts = { person: Person; pinned: PinnedMessage | undefined };

/** A message tells of something that happened before it was written, or is another kind of entry than it seems. */
export const dateMessage: Act<Incident, Facts, DateMessage, IncidentEvent> = {
  facts: (_, { by, message }, __, id) => ({ person: personRef(by), pinned: pinnedRef(id, message) }),
  decide(incident, { person, pinned }, { by, inRoom, at, message, entryId, happenedAt, kind }, { id, versions }) {
    openTo(incident, person, { by, inRoom });
    const known = onTimeline(pinned);
    if (happenedAt > at)
      throw new Rejection('in_the_future', 'That time is still to come, and a timeline tells what has happened. Nothing has changed.');
    if (known.happenedAt === happenedAt && known.kind === kind) return [];
    const placed = { channel: message.channel, ts: message.ts, ...(known.thread && { thread: known.thread }) };
    return {
      events: [{ type: 'IncidentMessageDated', at, by, entryId, message: placed, happenedAt, ...(kind && { kind }) }],
      puts: [pinnedPut(id, { ...known, entryId, happenedAt, ...(kind && { kind }) }, versions.pinned)],
    };
  },
};

/** The same before a form is shown for it. */
export function onTimeline(pinned: PinnedMessage | undefined): PinnedMessage {
  if (pinned?.entryId === undefined)
    throw new Rejection(
      'not_pinned',
      'That message is not on the timeline. Put 📌 on it in the incident channel, and then say when it was. Nothing has changed.',
    );
  return pinned;
}
