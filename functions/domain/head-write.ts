import { cut } from './cut.ts';
import type { AggregateId } from './keys.ts';
import type { Aggregate, Beside, Found, HeadWrite, Json, Text, Words } from './records.ts';

/** A head stays small; the whole of a long text is its item. */
const longestInHead = 1000;

type Happened<Event> = { events: Event[]; texts?: Text[] };
type Written<State> = { write: HeadWrite; beside: Beside[]; state: State; words: Words };

/** What one record's events make of it: its head, its log, the words, and what is written beside them. */
export function headWrite<State, Event extends { type: string; at: string }>(
  aggregate: Aggregate<State, Event>,
  id: AggregateId,
  head: Found<State>,
  { events, texts = [] }: Happened<Event>,
  recordedAt: string,
): Written<State> {
  let state = head.value;
  const moves = events.map((event) => {
    const before = state;
    state = aggregate.evolve(before, event);
    return { before, after: state };
  });
  const copies = {
    ...head.words,
    ...Object.fromEntries(texts.filter((text) => text.inHead).map((text) => [text.id, cut(text.body, longestInHead)])),
  };
  const kept = aggregate.wordsKept?.(state);
  const words = kept ? Object.fromEntries(Object.entries(copies).filter(([text]) => kept.includes(text))) : copies;
  const version = (index: number) => head.version + index + 1;
  const recorded = events.map((event, index) => ({
    id,
    version: version(index),
    type: event.type,
    at: event.at,
    recordedAt,
    body: event as unknown as Json,
  }));
  const shown = { listed: aggregate.listed?.(state), boarded: aggregate.boarded?.(state) };
  return {
    write: { id, expected: head.version, state: state as Json, words, texts, ...shown, events: recorded },
    beside: moves.flatMap((moved, index) => aggregate.beside?.(id, events[index] as Event, version(index), state, moved) ?? []),
    state,
    words,
  };
}

/** Another record that changes in the same transaction. */
export type Alongside = {
  id: AggregateId;
  change: (found: Found<unknown> | undefined, recordedAt: string) => { write: HeadWrite; beside: Beside[] };
};

/** It has to be among the facts of the act, because it is written on the version that the rule has seen. */
export const alongside = <State, Event extends { type: string; at: string }>(
  aggregate: Aggregate<State, Event>,
  id: AggregateId,
  happened: Happened<Event>,
): Alongside => ({
  id,
  change(found, recordedAt) {
    if (found === undefined) throw new Error(`${id} changes along with another record and was not among its facts`);
    return headWrite(aggregate, id, found as Found<State>, happened, recordedAt);
  },
});
