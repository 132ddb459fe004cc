import type { ServiceEntry } from '#domain/ports';
import { lookUps, namesOf } from './names.ts';

/**
 * What a select offers while someone types: best first, at most `atMost` (Slack shows 100). An empty query offers the first by name; one
 * that finds nothing, what may have been meant.
 */
export function search(entries: ServiceEntry[], query: string, atMost = 100): ServiceEntry[] {
  const wanted = lookUps(query);
  if (wanted.length === 0) return entries.toSorted(byName).slice(0, atMost);
  const found = ranked(entries, (names) => Math.max(...wanted.map((want, depth) => likeness(names, want) - depth)), atMost);
  return found.length > 0 ? found : nearMatches(entries, query);
}

/** Services that someone may have meant by words which name none: the more of the words fit, the better. */
export function nearMatches(entries: ServiceEntry[], said: string, atMost = 3): ServiceEntry[] {
  const words =
    lookUps(said)[0]
      ?.split('-')
      .filter((word) => word.length > 2) ?? [];
  return ranked(
    entries,
    (names) =>
      words
        .map((word) => Math.max(likeness(names, word), likeness(names, word.replace(/s$/, ''))) || alike(names, word))
        .reduce((sum, score) => sum + score, 0),
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
  const wanted = new Set(pairs(word));
  let best = 0;
  for (const name of names) {
    for (const part of [name, name.replaceAll('-', ''), ...name.split('-')]) best = Math.max(best, dice(part, word, wanted));
  }
  return best >= 0.5 ? best * 20 : 0;
}

const pairs = (text: string) => Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => pairAt(text, index));
const pairAt = (text: string, index: number) => text.charCodeAt(index) * 0x1_0000 + text.charCodeAt(index + 1);

/** Run for every name of ten thousand services while someone waits, so it makes nothing. */
function dice(name: string, word: string, wanted: Set<number>): number {
  const all = name.length + word.length - 2;
  if (name.length < 2 || name.length > 3 * word.length) return 0;
  let common = 0;
  for (let index = 0; index < name.length - 1; index++) if (wanted.has(pairAt(name, index))) common++;
  return all <= 0 ? 0 : (2 * common) / all;
}

const byName = (a: ServiceEntry, b: ServiceEntry) => a.name.localeCompare(b.name, 'en');
