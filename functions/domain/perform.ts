import { type AggregateId, claimKey } from './keys.ts';
import * as z from 'zod';
import {
  type Aggregate,
  type Append,
  type Found,
  headRef,
  type Json,
  oneRef,
  type Put,
  type Records,
  type Ref,
  type Text,
  type Version,
  type Words,
} from './records.ts';

/** What a rule decided. A plain list of events is the usual case. */
export type Decision<Event> = Event[] | { events: Event[]; texts?: Text[]; puts?: Put[]; answer?: Json };
export type Refs<Facts> = { [Name in keyof Facts]: Ref<Facts[Name]> };
export type Versions<Facts> = { [Name in keyof Facts]: Version };

/** One thing that can be done: what the rule must see, which of it must not change meanwhile, and the rule. */
export type Act<State, Facts, Command, Event> = {
  /** Asked again with what is `known` until it names nothing new, so that a fact may lead to the next. */
  facts: (state: State, command: Command, known: Partial<Facts>) => Refs<Facts>;
  holds?: (keyof Facts)[];
  decide: (state: State, facts: Facts, command: Command, versions: Versions<Facts>) => Decision<Event>;
};

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

const claimed = z.object({ id: z.custom<AggregateId>((id) => typeof id === 'string'), answer: z.json() });
const attempts = 6;

/**
 * Load, decide, append. A lost race is decided again on fresh facts, here and nowhere else; a delivery that was taken before changes nothing and
 * gets the answer it got then. `id` may be a promise of a new id, awaited beside the facts.
 */
export async function perform<State, Facts, Command, Event extends { type: string; at: string }>(
  { records, now }: Stage,
  aggregate: Aggregate<State, Event>,
  id: AggregateId | { fresh: () => Promise<AggregateId> },
  act: Act<State, Facts, Command, Event>,
  command: Command,
  delivery?: string,
): Promise<Performed<State, Event>> {
  let own = typeof id === 'string' ? id : undefined;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const [fresh, seen] = await Promise.all([
      own === undefined && typeof id !== 'string' ? id.fresh() : own,
      see(records, aggregate, typeof id === 'string' ? id : undefined, act, command, delivery),
    ]);
    own = fresh as AggregateId;
    if (seen.claim) return before(records, aggregate, seen.claim);
    const { head, facts, versions } = seen;
    const decided = act.decide(head.value, facts, command, versions);
    const { events, texts = [], puts = [], answer = null } = Array.isArray(decided) ? { events: decided } : decided;
    if (events.length === 0 && puts.length === 0) {
      return { id: own, state: head.value, version: head.version, words: head.words, events, answer };
    }
    const state = events.reduce(aggregate.evolve, head.value);
    const words = { ...head.words, ...Object.fromEntries(texts.filter(({ inHead }) => inHead).map((text) => [text.id, text.body])) };
    const write: Append = {
      heads: [
        {
          id: own,
          expected: head.version,
          state: state as Json,
          words,
          texts,
          listed: aggregate.listed?.(state),
          events: events.map((event, index) => ({
            id: own as AggregateId,
            version: head.version + index + 1,
            type: event.type,
            at: event.at,
            recordedAt: now(),
            body: event as unknown as Json,
          })),
        },
      ],
      puts,
      holds: (act.holds ?? []).map((name) => ({ key: act.facts(head.value, command, facts)[name].key, expected: versions[name] })),
      claims: delivery === undefined ? [] : [{ delivery, id: own, answer }],
    };
    const outcome = await records.append(write);
    if (outcome === 'done') return { id: own, state, version: head.version + events.length, words, events, answer };
    if (outcome !== 'claimed') await records.pause(attempt);
  }
  throw new Error(`${own}: ${attempts} attempts lost in a row`);
}

type Seen<State, Facts> = { head: Found<State>; facts: Facts; versions: Versions<Facts>; claim: z.infer<typeof claimed> | undefined };

/** Loads head, claim and facts, round by round: usually one, two when a fact leads to another. */
async function see<State, Facts, Command, Event>(
  records: Records,
  aggregate: Aggregate<State, Event>,
  id: AggregateId | undefined,
  act: Act<State, Facts, Command, Event>,
  command: Command,
  delivery: string | undefined,
): Promise<Seen<State, Facts>> {
  const loaded = new Map<string, Found<unknown>>();
  const nameOf = ({ key, every }: Ref<unknown>) => `${key.pk}|${key.sk}|${every ?? false}`;
  const fixed: Record<string, Ref<unknown>> = {
    ...(id === undefined ? {} : { head: headRef(aggregate, id) }),
    ...(delivery === undefined ? {} : { claim: oneRef(claimKey(delivery), claimed) }),
  };
  const valueOf = (ref: Ref<unknown> | undefined) => (ref === undefined ? undefined : loaded.get(nameOf(ref)));
  for (;;) {
    const head = (valueOf(fixed.head) as Found<State> | undefined) ?? { value: aggregate.initial, version: 0, words: {} };
    const known = (refs: Refs<Facts>) =>
      Object.fromEntries(Object.entries<Ref<unknown>>(refs).flatMap(([name, ref]) => (loaded.has(nameOf(ref)) ? [[name, valueOf(ref)]] : [])));
    let refs = act.facts(head.value, command, {});
    for (let found = known(refs); ; ) {
      refs = act.facts(head.value, command, values(found) as Partial<Facts>);
      const more = known(refs);
      if (Object.keys(more).length === Object.keys(found).length) break;
      found = more;
    }
    const missing = [...Object.values<Ref<unknown>>(fixed), ...Object.values<Ref<unknown>>(refs)].filter((ref) => !loaded.has(nameOf(ref)));
    if (missing.length === 0) {
      const found = known(refs) as Record<string, Found<unknown>>;
      return {
        head,
        facts: values(found) as Facts,
        versions: Object.fromEntries(Object.entries(found).map(([name, { version }]) => [name, version])) as Versions<Facts>,
        claim: valueOf(fixed.claim)?.value as z.infer<typeof claimed> | undefined,
      };
    }
    const answers = await records.load(missing);
    missing.forEach((ref, index) => {
      loaded.set(nameOf(ref), answers[index] as Found<unknown>);
    });
  }
}

const values = (found: Record<string, Found<unknown> | undefined>) =>
  Object.fromEntries(Object.entries(found).flatMap(([name, one]) => (one === undefined ? [] : [[name, one.value]])));

async function before<State, Event>(records: Records, aggregate: Aggregate<State, Event>, claim: z.infer<typeof claimed>): Promise<Performed<State, Event>> {
  const [head] = (await records.load([headRef(aggregate, claim.id)])) as [Found<State>];
  return { id: claim.id, state: head.value, version: head.version, words: head.words, events: [], answer: claim.answer };
}
