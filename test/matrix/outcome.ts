import { changesBetween, inOrder } from './changes.ts';
import { keptOf } from './differing.ts';
import { namingOf } from './naming.ts';
import type { Snapshot } from './snapshot.ts';

/** All that came of one case, by names that are the same in every case. */
export type Outcome = Map<string, string>;

export function outcomeOf(before: Snapshot, after: Snapshot, heard: unknown[]): Outcome {
  const changes = changesBetween(before, after);
  const name = namingOf(changes, after);
  const outcome: Outcome = new Map();
  const put = (title: string, value: unknown) => {
    for (let copy = 1; ; copy++) {
      const place = copy === 1 ? title : `${title}, ${copy}`;
      if (outcome.has(place)) continue;
      outcome.set(place, inOrder(JSON.parse(name(JSON.stringify(value)))));
      return;
    }
  };
  for (const [piece, change] of changes) {
    const kept = keptOf(piece, change, after);
    if (kept) put(name(kept.title), kept.value);
  }
  for (const [index, one] of heard.entries()) put(`heard ${index + 1}`, one);
  return outcome;
}

export type Leeway = {
  /** The bus is at least once: what left just before `publish` died leaves again, the same to the letter. */
  copiesOnTheBus: boolean;
  /** Slack saw an error, or what was said privately got lost: what was done can be asked for by a command. */
  unheard: boolean;
};

/** Every difference from the quiet run, in words. */
export function differences(quiet: Outcome, outcome: Outcome, { copiesOnTheBus, unheard }: Leeway): string[] {
  const matters = (title: string) => !(unheard && title.startsWith('heard '));
  const copy = (title: string, value: string) =>
    copiesOnTheBus && title.startsWith('event ') && outcome.get(title.replace(/, \d+$/, '')) === value;
  const missing = [...quiet].flatMap(([title, value]) => {
    if (!matters(title) || outcome.get(title) === value) return [];
    return outcome.has(title) ? [`${title}\n    quiet: ${value}\n    now:   ${outcome.get(title)}`] : [`missing: ${title}`];
  });
  const more = [...outcome].flatMap(([title, value]) =>
    quiet.has(title) || !matters(title) || copy(title, value) ? [] : [`too much: ${title}\n    ${value}`],
  );
  return [...missing, ...more];
}
