import type { ServiceEntry } from '#domain/ports';
import { lookUps, namesOf } from './names.ts';

/** What a select offers while someone types: best first, at most `atMost` (Slack shows 100). An empty query offers the first by name. */
export function search(entries: ServiceEntry[], query: string, atMost = 100): ServiceEntry[] {
  const wanted = lookUps(query);
  if (wanted.length === 0) return entries.toSorted(byName).slice(0, atMost);
  return ranked(entries, (names) => Math.max(...wanted.map((want, depth) => likeness(names, want) - depth)), atMost);
}

/** Services that someone may have meant by words which name none. */
export function nearMatches(entries: ServiceEntry[], said: string, atMost = 3): ServiceEntry[] {
  const words =
    lookUps(said)[0]
      ?.split('-')
      .filter((word) => word.length > 2) ?? [];
  return ranked(
    entries,
    (names) =>
      Math.max(0, ...words.map((word) => Math.max(likeness(names, word), likeness(names, word.replace(/s$/, '')), alike(names, word)))),
    atMost,
  );
}

function ranked(entries: ServiceEntry[], score: (names: string[]) => number, atMost: number): ServiceEntry[] {
  return entries
    .map((entry) => ({ entry, score: score(namesOf(entry)) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || byName(a.entry, b.entry))
    .slice(0, atMost)
    .map(({ entry }) => entry);
}

/** The name itself, then its beginning, then the beginning of one of its words, then anywhere. */
function likeness(names: string[], want: string): number {
  if (names.includes(want)) return 100;
  if (names.some((name) => name.startsWith(want))) return 60;
  if (names.some((name) => name.includes(`-${want}`))) return 40;
  return names.some((name) => name.includes(want) || name.replaceAll('-', '').includes(want.replaceAll('-', ''))) ? 20 : 0;
}

/** Half of the pairs of letters in common (Dice): a typing error, not another word. */
function alike(names: string[], word: string): number {
  const best = Math.max(
    0,
    ...names.flatMap((name) => [name, name.replaceAll('-', ''), ...name.split('-')]).map((name) => dice(name, word)),
  );
  return best >= 0.5 ? best * 20 : 0;
}

function dice(a: string, b: string): number {
  const pairs = (text: string) => Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => text.slice(index, index + 2));
  const [left, right] = [pairs(a), pairs(b)];
  const common = left.filter((pair) => right.includes(pair)).length;
  return left.length + right.length === 0 ? 0 : (2 * common) / (left.length + right.length);
}

const byName = (a: ServiceEntry, b: ServiceEntry) => a.name.localeCompare(b.name, 'en');
