import type { Traffic } from './contracts.ts';

const kept = 20_000;

/** Everything said over the wire, newest last. Each entry carries its number `n`; `since(n)` answers what came after it. */
export function createTraffic(): Traffic {
  let entries: { n: number }[] = [];
  let count = 0;
  return {
    add(entry) {
      count += 1;
      entries.push({ n: count, ...entry });
      if (entries.length > kept * 2) entries = entries.slice(-kept);
    },
    since: (n) => entries.slice(Math.max(0, entries.length - (count - n))),
  };
}
