import type * as z from 'zod';
import { type AggregateId, headKey, type Key } from './keys.ts';

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json | undefined };

/** A kind of record: where it starts and how each event changes it. Both pure; both schemas say what the table may hold. */
export type Aggregate<State, Event> = {
  name: string;
  initial: State;
  evolve: (state: State, event: Event) => State;
  state: z.ZodType<State>;
  event: z.ZodType<Event>;
  /** What the sparse indexes find this head by; nothing here means it is in none. */
  listed?: (state: State) => { list: string; at: string } | undefined;
  /** What a board shows of it, in a few words: all of a board is read at once, so that it can be searched. */
  boarded?: (state: State) => Boarded | undefined;
  /** The texts whose copies the head goes on carrying, so that it stays small; all of them where nothing is said. */
  wordsKept?: (state: State) => string[];
  /** What is written with an event, so that it is found in another order than the log's. `state`: after all events of the transaction. */
  beside?: (id: AggregateId, event: Event, version: Version, state: State, moved: Moved<State>) => Beside[];
};

/** What the one event made of it. */
export type Moved<State> = { before: State; after: State };

/** An item that is not there yet. */
export type Beside = Omit<Put, 'expected'>;

export type Boarded = { board: string; at: string; entry: Json };

/** Something the table holds, by key: how what is stored is read, and what one gets where nothing is stored. */
export type Ref<Value> =
  | { key: Key; every?: false; read: (stored: unknown) => Value }
  | { key: Key; every: true; read: (stored: unknown[]) => Value };
export type Found<Value> = { value: Value; version: Version; words: Words };

/** Counts what has happened to one item; 0 is "not there". */
export type Version = number;
/** What people wrote and the head keeps a copy of, by text id. */
export type Words = Readonly<Record<string, string>>;

export const headRef = <State, Event>(aggregate: Aggregate<State, Event>, id: AggregateId): Ref<State> => ({
  key: headKey(id),
  read: (stored) => (stored === undefined ? aggregate.initial : aggregate.state.parse(stored)),
});
export const oneRef = <Value>(key: Key, schema: z.ZodType<Value>): Ref<Value | undefined> => ({
  key,
  read: (stored) => (stored === undefined ? undefined : schema.parse(stored)),
});
/** Who wrote a text, and nothing of what it says. */
export const writerRef = (key: Key): Ref<string | undefined> => ({ key, read: (stored) => (stored as { by?: string } | undefined)?.by });
/** Every item of the partition whose sort key begins like `key.sk`, in order. */
export const everyRef = <Value>(key: Key, schema: z.ZodType<Value>): Ref<Value[]> => ({
  key,
  every: true,
  read: (stored) => stored.map((one) => schema.parse(one)),
});

/** Words of a person: an item of their own, so that erasing them leaves the log whole. `expected`: what they replace; nothing if left out. */
export type Text = { id: string; by: string; body: string; inHead?: boolean; expected?: Version };
export type EventRecord = { id: AggregateId; version: Version; type: string; at: string; recordedAt: string; body: Json };
export type HeadWrite = {
  id: AggregateId;
  expected: Version;
  state: Json;
  words: Words;
  events: EventRecord[];
  texts: Text[];
  listed: { list: string; at: string } | undefined;
  boarded?: Boarded | undefined;
};
/** An item beside the heads. `expected` is the version it must still have; 0 means it must not be there. */
export type Put = { key: Key; value: Json; expected: Version };
export type Hold = { key: Key; expected: Version };
/** A delivery taken once: whoever brings it again gets the same answer. */
export type Claim = { delivery: string; id: AggregateId; answer: Json };
export type Append = { heads: HeadWrite[]; puts: Put[]; holds: Hold[]; claims: Claim[] };
/** `lost-race`: a version or hold had moved; `claimed`: this delivery was taken before; `busy`: the table asks to try again. */
export type Appended = 'done' | 'lost-race' | 'claimed' | 'busy';

/** The port that every store fulfils, DynamoDB or memory. */
export type Records = {
  /** One parallel round of consistent reads by key (a prefix query for `every`), never an index. Answers in the order of `refs`. */
  load(refs: Ref<unknown>[]): Promise<Found<unknown>[]>;
  /** One transaction: all of it or none. At most 60 actions. */
  append(write: Append): Promise<Appended>;
  /** The next number of a counter, by an atomic add; a number that is not used leaves a gap. */
  next(counter: string): Promise<number>;
  /** Waits before attempt n (from 1) is made again; with jitter, and short enough for Slack's three seconds. */
  pause(attempt: number): Promise<void>;
};
