import { type ImprovementShare, usualShare } from '#domain/team/improvement-share';
import { type Calendar, isWorkingDay } from '#domain/team/working-hours';
import { dayIn, daysBetween, type Quarter } from '#domain/time/quarter';
import type { Over, Planned } from './beside.ts';
import type { ImprovementId } from './improvement-kind.ts';

/** What stood in a team's plan of a quarter while that ran, and what came of it by its end, or so far. */
export type Plan = {
  planned: number;
  done: number;
  declined: number;
  /** Still to be done by a day of the quarter: to do while it runs, carried over when it is over. */
  left: number;
  /** It was given a day after the quarter, or went to another team. */
  moved: number;
};

/**
 * Read from what was written at the time, and nothing that came after the quarter: one that is over reads for ever as it did on its last day. What was
 * merged goes on as another and is counted there; what had left the plan before the quarter began was not in it.
 */
export function planIn({ first, last, begins, ends }: Quarter, entries: readonly Planned[]): Plan {
  const standing = new Map<ImprovementId, Planned>();
  for (const entry of entries.toSorted(inTurn))
    if (entry.dueOn >= first && entry.dueOn <= last && entry.at < ends) standing.set(entry.improvement, entry);
  const all = [...standing.values()].filter(({ what, at }) => what === 'planned' || (what !== 'merged' && at >= begins));
  const count = (which: Planned['what']) => all.filter(({ what }) => what === which).length;
  return { planned: all.length, done: count('done'), declined: count('declined'), left: count('planned'), moved: count('left') };
}

/** In one step it leaves a day before it has another. */
const inTurn = (one: Planned, other: Planned) =>
  one.version - other.version || Number(one.what === 'planned') - Number(other.what === 'planned');

/** How many days each took from being chosen to being done, of those that were done in the quarter, whenever they were to be: shortest first. */
export function doneIn({ begins, ends }: Quarter, entries: readonly Over[], zone: string): number[] {
  const ended = new Map<ImprovementId, Over>();
  for (const entry of entries.toSorted((one, other) => one.version - other.version))
    if (entry.at >= begins && entry.at < ends) ended.set(entry.improvement, entry);
  return [...ended.values()]
    .flatMap(({ what, at, chosenAt = at }) => (what === 'done' ? [daysFrom(dayIn(zone, chosenAt), dayIn(zone, at))] : []))
    .toSorted((one, other) => one - other);
}
const dayMs = 86_400_000;
const daysFrom = (one: string, other: string) => Math.round((Date.parse(other) - Date.parse(one)) / dayMs);

/** From so many on the middle one says something (`domain.md` 3.10); of fewer all are shown and nothing is reckoned. */
export const enough = 6;
export function middleOf(sorted: readonly number[]): number | undefined {
  if (sorted.length < enough) return undefined;
  const [below = 0, above = below] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return (below + above) / 2;
}

/** What the share of a quarter comes to. Meant, never measured: nobody records hours. */
export type Capacity = { people: number; workingDays: number; personDays: number; shares: { percent: number; from: string }[] };

/** By the team's own days of work; a share counts from the day on which it was set, and none is ever set for a time that is over. */
export function capacityIn(
  { first, last }: Quarter,
  { people, calendar, shares, zone }: { people: number; calendar: Calendar; shares: readonly ImprovementShare[]; zone: string },
): Capacity {
  const set = shares.map(({ percent, effectiveFrom, version }) => ({ percent, from: dayIn(zone, effectiveFrom), version }));
  const ordered = set.toSorted((one, other) => one.version - other.version);
  const on = (day: string) => ordered.findLast(({ from }) => from <= day)?.percent ?? usualShare;
  const days = daysBetween(first, last).filter((day) => isWorkingDay(calendar, day));
  const named = days.map(({ year, month, day }) => `${year}-${two(month)}-${two(day)}`);
  return {
    people,
    workingDays: days.length,
    personDays: named.reduce((sum, day) => sum + (people * on(day)) / 100, 0),
    shares: changes([first, ...ordered.map(({ from }) => from).filter((from) => from > first && from <= last)], on),
  };
}
const two = (number: number) => String(number).padStart(2, '0');

const changes = (days: string[], on: (day: string) => number) =>
  days.map((from) => ({ from, percent: on(from) })).filter(({ percent }, index, all) => index === 0 || percent !== all[index - 1]?.percent);
