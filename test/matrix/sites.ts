import type { Calls } from './house.ts';

/** The n-th time that a function calls a place, in one flow; `run` and `call` say which call of which of its invocations it is. */
export type Site = {
  function: string;
  place: string;
  nth: number;
  run: number | undefined;
  call: number | undefined;
  /** What its invocation had done to the world before, and what it calls now: the same in another flow is the same call. */
  way: string;
};
const reads = /^dynamodb:(Get|BatchGet|Query)|^ssm:/;

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
  const done = new Map<string, string[]>();
  return calls.map(({ function: by, place, run, call }) => {
    const before = done.get(`${by} ${run}`) ?? [];
    const way = [by, ...before, place].join(' > ');
    if (run !== null && !reads.test(place)) done.set(`${by} ${run}`, [...before, place]);
    const nth = (passed.get(`${by} ${place}`) ?? 0) + 1;
    passed.set(`${by} ${place}`, nth);
    const order = [...(firstRun.get(by) ?? [])].sort((a, b) => a - b);
    return { function: by, place, nth, run: run === null ? undefined : order.indexOf(run) + 1, call: call ?? undefined, way };
  });
}

/** Those that no earlier flow has come to by the same way; where these are few, some others too, so that no flow goes free. */
export function notYetStruck(sites: Site[], known: Set<string>, atLeast: number): Site[] {
  const fresh = sites.filter(({ way }) => !known.has(way));
  const others = sites.filter(({ way }) => known.has(way));
  for (const { way } of sites) known.add(way);
  const lacking = Math.max(0, Math.min(others.length, atLeast - fresh.length));
  const some = others.filter(
    (_, index) => Math.floor((index * lacking) / others.length) !== Math.floor(((index + 1) * lacking) / others.length),
  );
  return sites.filter((site) => fresh.includes(site) || some.includes(site));
}
