import type { Refs } from './perform.ts';
import type { Found, Records, Ref } from './records.ts';

type AnyRefs = Record<string, Ref<unknown> | Ref<unknown>[]>;
const nameOf = ({ key, every }: Ref<unknown>) => `${key.pk}|${key.sk}|${every ?? false}`;

/** What an act would see, for what is shown before anybody does anything: read round by round, until it names nothing new. */
export async function gather<Facts>(records: Pick<Records, 'load'>, refsOf: (known: Partial<Facts>) => Refs<Facts>): Promise<Facts> {
  const loaded = new Map<string, unknown>();
  for (let known: Partial<Facts> = {}; ; ) {
    const refs = refsOf(known) as AnyRefs;
    const all = Object.values(refs).flat();
    const missing = [...new Map(all.filter((ref) => !loaded.has(nameOf(ref))).map((ref) => [nameOf(ref), ref])).values()];
    const answers = missing.length === 0 ? [] : await records.load(missing);
    for (const [index, ref] of missing.entries()) loaded.set(nameOf(ref), answers[index]?.value);
    const value = (ref: Ref<unknown>) => loaded.get(nameOf(ref));
    known = Object.fromEntries(
      Object.entries(refs).map(([name, ref]) => [name, Array.isArray(ref) ? ref.map(value) : value(ref)]),
    ) as Partial<Facts>;
    if (missing.length === 0) return known as Facts;
  }
}

/** For several that look at much of the same at once: each thing is read once. What is shown may be a moment old, and decides nothing. */
export function readOnce({ load }: Pick<Records, 'load'>): Pick<Records, 'load'> {
  const reading = new Map<string, Promise<Found<unknown>>>();
  return {
    async load(refs) {
      const fresh = refs.filter((ref) => !reading.has(nameOf(ref)));
      const answers = fresh.length === 0 ? Promise.resolve([]) : load(fresh);
      for (const [index, ref] of fresh.entries())
        reading.set(
          nameOf(ref),
          answers.then((all) => all[index] as Found<unknown>),
        );
      return Promise.all(refs.map((ref) => reading.get(nameOf(ref)) as Promise<Found<unknown>>));
    },
  };
}
