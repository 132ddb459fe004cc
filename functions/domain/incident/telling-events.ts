import * as z from 'zod';
import { PersonId } from '#domain/person/person';
import { TimelineKind } from './timeline-kind.ts';

const at = z.iso.datetime();
/** Where a message of Slack's stands; a reply stands in a thread. */
export const MessagePlace = z.object({ channel: z.string(), ts: z.string(), thread: z.string().optional() });
export type MessagePlace = z.infer<typeof MessagePlace>;
const Noted = z.object({ version: z.int(), happenedAt: at });
export type Noted = z.infer<typeof Noted>;
/** Who wants to hear of it without being in it. */
export const Subscriber = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), person: PersonId }),
  z.object({ kind: z.literal('channel'), channel: z.string() }),
]);
export type Subscriber = z.infer<typeof Subscriber>;
export const sameSubscriber = (one: Subscriber, other: Subscriber) => idOf(one) === idOf(other);
const idOf = (one: Subscriber) => (one.kind === 'person' ? one.person : one.channel);

/** What those are told who are not in it, and what stands on its timeline. */
export const tellingEvents = () =>
  [
    /** What is known and what is being done. `nextBy` is when people hear again, where that was promised. */
    z.object({ type: z.literal('IncidentUpdated'), at, by: PersonId, textId: z.string(), nextBy: at.nullable() }),
    z.object({ type: z.literal('IncidentUpdateOverdue'), at, due: at }),
    z.object({ type: z.literal('IncidentUpdateSnoozed'), at, by: PersonId, minutes: z.int() }),
    z.object({ type: z.literal('IncidentSubscribed'), at, by: PersonId, subscriber: Subscriber }),
    z.object({ type: z.literal('IncidentUnsubscribed'), at, by: PersonId, subscriber: Subscriber }),
    z.object({ type: z.literal('IncidentNoted'), at, by: PersonId, textId: z.string(), happenedAt: at }),
    /** Their own, by the version at which each was put on record: its words are gone, and that something happened then stays. */
    z.object({ type: z.literal('IncidentNotesErased'), at, by: PersonId, notes: z.array(Noted) }),
    /** Somebody put a message of Slack's on the timeline; the last who had put it there took it away, or it is gone. */
    z.object({ type: z.literal('IncidentMessagePinned'), at, by: PersonId, entryId: z.string(), message: MessagePlace, happenedAt: at }),
    z.object({
      type: z.literal('IncidentMessageUnpinned'),
      at,
      by: PersonId.optional(),
      entryId: z.string(),
      message: MessagePlace,
      because: z.enum(['unpinned', 'deleted']),
    }),
    /** It tells of something at another time than it was written. */
    z.object({
      type: z.literal('IncidentMessageDated'),
      at,
      by: PersonId,
      entryId: z.string(),
      message: MessagePlace,
      happenedAt: at,
      kind: TimelineKind.optional(),
    }),
  ] as const;
