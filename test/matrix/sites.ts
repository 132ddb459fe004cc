import type { Calls } from './house.ts';

/** The n-th time that a function calls a place, in one flow; `run` and `call` say which call of which of its invocations it is. */
export type Site = { function: string; place: string; nth: number; run: number | undefined; call: number | undefined };

export const nameOf = ({ function: by, place, nth }: Pick<Site, 'function' | 'place' | 'nth'>) => `${by} ${place} ${nth}`;

/** Found by listing what was called, never by hand. */
export function sitesOf(calls: Calls): Site[] {
  const passed = new Map<string, number>();
  const firstRun = new Map<string, number[]>();
  for (const { function: by, run } of calls) {
    const runs = firstRun.get(by) ?? [];
    if (run !== null && !runs.includes(run)) runs.push(run);
    firstRun.set(by, runs);
  }
  return calls.map(({ function: by, place, run, call }) => {
    const nth = (passed.get(`${by} ${place}`) ?? 0) + 1;
    passed.set(`${by} ${place}`, nth);
    const order = [...(firstRun.get(by) ?? [])].sort((a, b) => a - b);
    return { function: by, place, nth, run: run === null ? undefined : order.indexOf(run) + 1, call: call ?? undefined };
  });
}
