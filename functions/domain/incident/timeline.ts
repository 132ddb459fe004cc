import type { Desk } from '#domain/desk';
import type { TimelinePlace } from '#domain/ports';
import type { Ref } from '#domain/records';
import { IncidentEvent, textsOf } from './events.ts';
import type { IncidentId } from './incident.ts';
import { type PinnedMessage, pinnedRef, wordsOf } from './pinned-message.ts';
import { happenedAt, kindOf, type TimelineKind } from './timeline-kind.ts';

/** One thing that happened, with the words of those who told of it. */
export type Entry = {
  place: string;
  at: string;
  kind: TimelineKind;
  event: IncidentEvent;
  words: Record<string, string>;
  message?: PinnedMessage;
};
export type From = { after: string } | { before: string };
/** `earlier` and `later`: from where the pages beside it are read, where there is more. */
export type TimelinePage = { entries: Entry[]; earlier?: string; later?: string };

type Ways = Pick<Desk, 'records' | 'timeline' | 'log'>;
const mostRounds = 5;

/**
 * A page in the order in which things happened, in three requests: places, what stands there, and its words. A message that was moved or has
 * left leaves its old place behind, which is passed over; where that empties a page, a few more places are read.
 */
export async function timelinePage(ways: Ways, id: IncidentId, from: From, size: number): Promise<TimelinePage> {
  const forward = 'after' in from;
  let [found, reached, more]: [Entry[], From, boolean] = [[], from, true];
  for (let round = 0; round < mostRounds && more && found.length <= size; round++) {
    const places = await ways.timeline.places(id, size + 1, reached);
    const entries = await entriesAt(ways, id, places);
    found = forward ? [...found, ...entries] : [...entries, ...found];
    more = places.length > size;
    reached = forward ? { after: places.at(-1)?.place ?? '' } : { before: places[0]?.place ?? '' };
  }
  const entries = forward ? found.slice(0, size) : found.slice(-size);
  const beyond = found.length > size || more;
  const [first, last] = [entries[0]?.place ?? placeOf(reached), entries.at(-1)?.place ?? placeOf(reached)];
  const [hasEarlier, hasLater] = forward ? [from.after !== '', beyond] : [beyond, from.before !== '~'];
  return { entries, ...(hasEarlier && first && { earlier: first }), ...(hasLater && last && { later: last }) };
}

const placeOf = (from: From) => ('after' in from ? from.after : from.before);

async function entriesAt({ timeline, records, log }: Ways, id: IncidentId, places: TimelinePlace[]): Promise<Entry[]> {
  if (places.length === 0) return [];
  const versions = places.map(({ version }) => version);
  const stored = await timeline.events(id, versions);
  const events = new Map(stored.map(({ version, body }) => [version, IncidentEvent.parse(body)]));
  const placed = places.flatMap(({ place, version }) => {
    const event = events.get(version);
    return event ? [{ place, event }] : [];
  });
  const refs = placed.flatMap(({ event }) => ('message' in event ? [pinnedRef(id, event.message)] : []));
  const wanted = placed.flatMap(({ event }) => ('message' in event ? [wordsOf(event.message)] : textsOf(event)));
  const [messages, texts] = await Promise.all([records.load(refs as Ref<unknown>[]), log.texts(id, [...new Set(wanted)])]);
  const words = Object.fromEntries(Object.entries(texts).map(([text, { body }]) => [text, body]));
  const pinned = messages.flatMap(({ value }) => (value ? [value as PinnedMessage] : []));
  return placed.flatMap((one) => entryOf(one, words, pinned));
}

function entryOf({ place, event }: { place: string; event: IncidentEvent }, words: Entry['words'], pinned: PinnedMessage[]): Entry[] {
  const [at, kind] = [happenedAt(event), kindOf[event.type]];
  if (at === undefined || kind === undefined) return [];
  if (kind !== 'message') return [{ place, at, kind, event, words }];
  const message = pinned.find(({ entryId }) => 'entryId' in event && entryId === event.entryId);
  if (message === undefined) return [];
  return [{ place, at, kind: message.kind ?? (message.machine ? 'monitor_status' : 'communication'), event, words, message }];
}
