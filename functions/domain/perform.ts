import * as z from 'zod';
import { type Alongside, headWrite } from './head-write.ts';
import { type AggregateId, claimKey, headKey } from './keys.ts';
import type { Aggregate, Append, Found, Json, Put, Records, Ref, Text, Version, Words } from './records.ts';
import { headRef, oneRef } from './records.ts';

/** What a rule decided. A plain list of events is the usual case; no events and no puts means that nothing is to be done. */
export type Decision<Event> = Event[] | { events: Event[]; texts?: Text[]; puts?: Put[]; answer?: Json; also?: Alongside[] };
export type Refs<Facts> = { [Name in keyof Facts]: Ref<Facts[Name]> | (Facts[Name] extends (infer One)[] ? Ref<One>[] : never) };
export type Versions<Facts> = { [Name in keyof Facts]: Version };

/** One thing that can be done: what the rule must see, which of it must not change meanwhile, and the rule. */
export type Act<State, Facts, Command, Event> = {
  /** Asked again with what is `known` until it names nothing new, so that one fact may lead to the next. */
  facts: (state: State, command: Command, known: Partial<Facts>, id: AggregateId | undefined) => Refs<Facts>;
  holds?: (keyof Facts)[];
  decide: (state: State, facts: Facts, command: Command, standing: Standing<Facts>) => Decision<Event>;
};

/** What the act stands on: the record it is about with the words its head carries, and the version at which each fact was seen. */
export type Standing<Facts> = { id: AggregateId; versions: Versions<Facts>; words?: Words };

export type Performed<State, Event> = {
  id: AggregateId;
  state: State;
  version: Version;
  words: Words;
  /** The events of this call; none when nothing was to be done, or when the delivery had been taken before. */
  events: Event[];
  answer: Json;
};

export type Stage = { records: Records; now: () => string };
/** A record that is there, or one that is about to be and gets its number while the facts are read. */
export type Target = AggregateId | { fresh: () => Promise<AggregateId> };

const Claimed = z.object({ id: z.custom<AggregateId>((id) => typeof id === 'string'), answer: z.json() });
type Claimed = z.infer<typeof Claimed>;
/** Enough for fifty who report the same service in the same second, with the store's jitter in between. */
const attempts = 24;
/**
 * Load, decide, append. A lost race is decided again on fresh facts, here and nowhere else; a delivery that was taken before changes nothing and
 * gets the answer it got then.
 */
export async function perform<State, Facts, Command, Event extends { type: string; at: string }>(
  { records, now }: Stage,
  aggregate: Aggregate<State, Event>,
  target: Target,
  act: Act<State, Facts, Command, Event>,
  command: Command,
  delivery?: string,
): Promise<Performed<State, Event>> {
  const numbered = typeof target === 'string' ? target : target.fresh();
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const existing = typeof target === 'string' ? target : undefined;
    const [id, seen] = await Promise.all([numbered, see(records, aggregate, existing, act, command, delivery)]);
    if (seen.claim) return answeredBefore(records, aggregate, seen.claim);
    const { head, facts, versions, refs, found } = seen;
    const decided = act.decide(head.value, facts, command, { id, versions, words: head.words });
    const { events, texts = [], puts = [], answer = null, also = [] } = Array.isArray(decided) ? { events: decided, also: [] } : decided;
    if (events.length + texts.length + puts.length + also.length === 0)
      return { id, state: head.value, version: head.version, words: head.words, events, answer };

    const { write, beside, state, words } = headWrite(aggregate, id, head, { events, texts }, now());
    const others = also.map((other) => other.change(found(other.id), now()));
    const append: Append = {
      heads: [write, ...others.map(({ write }) => write)],
      puts: [...puts, ...[beside, ...others.map(({ beside }) => beside)].flat().map((item) => ({ ...item, expected: 0 }))],
      holds: (act.holds ?? []).flatMap((name) => {
        const seenAt = [versions[name]].flat();
        return [refs[name]].flat().map(({ key }, index) => ({ key, expected: seenAt[index] ?? 0 }));
      }),
      claims: delivery === undefined ? [] : [{ delivery, id, answer }],
    };
    const outcome = await records.append(append);
    if (outcome === 'done') return { id, state, version: head.version + events.length, words, events, answer };
    if (outcome !== 'claimed') await records.pause(attempt);
  }
  throw new Error(`${await numbered}: ${attempts} attempts lost in a row`);
}

type Seen<State, Facts> = {
  head: Found<State>;
  facts: Facts;
  versions: Versions<Facts>;
  refs: Refs<Facts>;
  claim: Claimed | undefined;
  /** The head of another record that is among the facts. */
  found: (id: AggregateId) => Found<unknown> | undefined;
};
type AnyRefs = Record<string, Ref<unknown> | Ref<unknown>[]>;

/** Reads head, claim and facts, round by round: one round usually, one more where a fact leads to another. */
async function see<State, Facts, Command, Event>(
  records: Records,
  aggregate: Aggregate<State, Event>,
  id: AggregateId | undefined,
  act: Act<State, Facts, Command, Event>,
  command: Command,
  delivery: string | undefined,
): Promise<Seen<State, Facts>> {
  const loaded = new Map<string, Found<unknown>>();
  const found = (ref: Pick<Ref<unknown>, 'key' | 'every'>) => loaded.get(nameOf(ref));
  const fixed: AnyRefs = {
    ...(id !== undefined && { head: headRef(aggregate, id) }),
    ...(delivery !== undefined && { claim: oneRef(claimKey(delivery), Claimed) }),
  };
  const nothing: Found<State> = { value: aggregate.initial, version: 0, words: {} };
  for (let asked = '', known: Partial<Facts> = {}; ; ) {
    const head = fixed.head === undefined ? nothing : ((found(fixed.head as Ref<unknown>) as Found<State> | undefined) ?? nothing);
    const refs = act.facts(head.value, command, known, id);
    const all = [fixed, refs as AnyRefs].flatMap((some) => Object.values(some).flat());
    const missing = all.filter((ref) => !loaded.has(nameOf(ref)));
    const asking = all.map(nameOf).join();
    if (missing.length === 0 && asking === asked) {
      const versions = mapRefs(refs as AnyRefs, (ref) => found(ref)?.version ?? 0) as Versions<Facts>;
      return {
        head,
        facts: known as Facts,
        versions,
        refs,
        found: (id) => found({ key: headKey(id) }),
        claim: (fixed.claim && found(fixed.claim as Ref<unknown>)?.value) as Claimed | undefined,
      };
    }
    const distinct = [...new Map(missing.map((ref) => [nameOf(ref), ref])).values()];
    const answers = distinct.length === 0 ? [] : await records.load(distinct);
    for (const [index, ref] of distinct.entries()) loaded.set(nameOf(ref), answers[index] as Found<unknown>);
    known = mapRefs(refs as AnyRefs, (ref) => found(ref)?.value) as Partial<Facts>;
    asked = asking;
  }
}

const nameOf = ({ key, every }: Pick<Ref<unknown>, 'key' | 'every'>) => `${key.pk}|${key.sk}|${every ?? false}`;
const mapRefs = (refs: AnyRefs, value: (ref: Ref<unknown>) => unknown) =>
  Object.fromEntries(Object.entries(refs).map(([name, ref]) => [name, Array.isArray(ref) ? ref.map(value) : value(ref)]));

async function answeredBefore<State, Event>(
  records: Records,
  aggregate: Aggregate<State, Event>,
  { id, answer }: Claimed,
): Promise<Performed<State, Event>> {
  const [head] = (await records.load([headRef(aggregate, id)])) as [Found<State>];
  return { id, state: head.value, version: head.version, words: head.words, events: [], answer };
}
