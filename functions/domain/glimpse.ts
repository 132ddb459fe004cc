import type { AggregateId } from './keys.ts';
import { type Act, perform, type Stage } from './perform.ts';
import type { Aggregate, Found, Ref } from './records.ts';

/** Heads of 32 KB at most, in one round of parallel requests. */
const atOnce = 2500;

type Unreadable = { unreadableBecause: unknown };
const isUnreadable = (value: unknown): value is Unreadable => typeof value === 'object' && value !== null && 'unreadableBecause' in value;

/**
 * Records read together, to see where something is due at all: whoever looks at thousands of them reads a few times and performs where it
 * matters, on fresh facts. One that cannot be read throws when it is asked for, and keeps none of the others.
 */
export function glimpse(stage: Stage) {
  const seen = new Map<string, Found<unknown>>();

  function known(ref: Ref<unknown>): Found<unknown> | undefined {
    const found = seen.get(nameOf(ref));
    if (isUnreadable(found?.value)) throw found.value.unreadableBecause;
    return found;
  }

  async function load(refs: Ref<unknown>[]): Promise<Found<unknown>[]> {
    await see(refs);
    return refs.map((ref) => known(ref) as Found<unknown>);
  }

  async function see(refs: Ref<unknown>[]): Promise<void> {
    const distinct = [...new Map(refs.map((ref) => [nameOf(ref), ref])).values()].filter((ref) => !seen.has(nameOf(ref)));
    for (let from = 0; from < distinct.length; from += atOnce) {
      const some = distinct.slice(from, from + atOnce);
      const answers = await stage.records.load(some.map(safely));
      for (const [index, ref] of some.entries()) seen.set(nameOf(ref), answers[index] as Found<unknown>);
    }
  }

  return {
    see,
    /** How it was; nothing where it cannot be read. */
    tryGet<Value>(ref: Ref<Value>): Value | undefined {
      const value = seen.get(nameOf(ref as Ref<unknown>))?.value;
      return isUnreadable(value) ? undefined : (value as Value | undefined);
    },
    /** Performs where that would change anything, and answers how it is then. */
    async performWhereDue<State, Facts, Command, Event extends { type: string; at: string }>(
      aggregate: Aggregate<State, Event>,
      id: AggregateId,
      act: Act<State, Facts, Command, Event>,
      command: Command,
    ): Promise<State> {
      let due = false;
      const append = async () => {
        due = true;
        return 'done' as const;
      };
      const { state } = await perform({ ...stage, records: { ...stage.records, load, append } }, aggregate, id, act, command);
      return due ? (await perform(stage, aggregate, id, act, command)).state : state;
    },
  };
}
export type Glimpse = ReturnType<typeof glimpse>;

const safely = (ref: Ref<unknown>): Ref<unknown> => (ref.every ? { ...ref, read: reading(ref.read) } : { ...ref, read: reading(ref.read) });

function reading<Stored>(read: (stored: Stored) => unknown) {
  return (stored: Stored) => {
    try {
      return read(stored);
    } catch (error) {
      return { unreadableBecause: error } satisfies Unreadable;
    }
  };
}

const nameOf = ({ key: { pk, sk }, every = false }: Ref<unknown>) => `${pk}|${sk}|${every}`;
