import * as z from 'zod';
import { type AggregateId, pinnedMessageKey, textKey } from '#domain/keys';
import type { PersonId } from '#domain/person/person';
import { oneRef, type Put, type Ref, type Text, type Version } from '#domain/records';
import type { IncidentEvent } from './events.ts';
import type { MessagePlace } from './telling-events.ts';
import { TimelineKind } from './timeline-kind.ts';

const at = z.iso.datetime();

/** A message of Slack's as the timeline knows it. Its words are a text; times in `ts` and `asOf` are by Slack's clock. */
export const PinnedMessage = z.object({
  channel: z.string(),
  ts: z.string(),
  thread: z.string().optional(),
  /** Who has put it there, and when Slack said so last of each. */
  pins: z.record(z.string(), z.object({ at: z.string(), on: z.boolean() })),
  /** Its place on the timeline, while it has one. */
  entryId: z.string().optional(),
  happenedAt: at,
  kind: TimelineKind.optional(),
  /** Nobody's where a machine wrote it. */
  by: z.string().optional(),
  machine: z.boolean(),
  /** Its words are those of this edit; not known yet where it is missing. */
  asOf: z.string().optional(),
  gone: z.boolean(),
});
export type PinnedMessage = z.infer<typeof PinnedMessage>;

/** What Slack says of a message. */
export type Heard = { by?: string | undefined; machine: boolean; thread?: string | undefined; asOf: string; body: string };

export const timeOf = (ts: string) => new Date(Math.floor(Number(ts) * 1000)).toISOString();
export const unpinned = ({ channel, ts }: MessagePlace): PinnedMessage => ({
  channel,
  ts,
  pins: {},
  happenedAt: timeOf(ts),
  machine: false,
  gone: false,
});

const nowhere: AggregateId = 'INC-0';
export const pinnedRef = (id: AggregateId | undefined, { channel, ts }: MessagePlace): Ref<PinnedMessage | undefined> =>
  oneRef(pinnedMessageKey(id ?? nowhere, channel, ts), PinnedMessage);
export const pinnedPut = (id: AggregateId, value: PinnedMessage, expected: Version): Put => ({
  key: pinnedMessageKey(id, value.channel, value.ts),
  value,
  expected,
});

export const wordsOf = ({ channel, ts }: MessagePlace) => `${channel}-${ts}`;
/** Nothing but the version of the words: they are replaced, never read, by whoever decides. */
export const wordsRef = (id: AggregateId | undefined, message: MessagePlace): Ref<undefined> => ({
  key: textKey(id ?? nowhere, wordsOf(message)),
  read: () => undefined,
});

/** Its words go with it: nothing is kept that nobody wants to be kept. */
export function leaves(
  { entryId = '', asOf: _, ...message }: PinnedMessage,
  { id, versions }: { id: AggregateId; versions: { pinned: Version; words: Version } },
  told: { at: string; by?: PersonId; because: 'unpinned' | 'deleted' },
): { events: IncidentEvent[]; puts: Put[]; texts: Text[] } {
  const place = { channel: message.channel, ts: message.ts };
  const event: IncidentEvent = { type: 'IncidentMessageUnpinned', ...told, entryId, message: place };
  return {
    events: [event],
    puts: [pinnedPut(id, message, versions.pinned)],
    texts: versions.words === 0 ? [] : [{ id: wordsOf(place), by: message.by ?? '', body: '', expected: versions.words }],
  };
}
