import { clocked, tolerable } from '#domain/service/downtime';
import type { TargetAssertion } from '#domain/service/targets';
import { lifecycleName } from './incident-words.ts';

export { lifecycleName };

/** A percentage as people say it: as many nines as it has, and one digit at least. */
export const percent = (target: number): string => `${Number.isInteger(target) ? target.toFixed(1) : target} %`;

/** How long it may be down and still reach its target. */
export const downtime = (target: number): string =>
  `${clocked(tolerable(target, 'week'))} a week, ${clocked(tolerable(target, 'fourWeeks'))} in 28 days, ${clocked(tolerable(target, 'quarter'))} in a quarter`;

const days = (count: number) => (count === 1 ? 'every day' : `every ${count} days`);
/** What it is to reach, a line each; a service without targets says so and guesses none. */
export function targetsSaid(targets: TargetAssertion['targets'] | undefined): string[] {
  const { availability, timeToRestoreMinutes, deploymentIntervalDays, leadTimeDays } = targets ?? {};
  const all = [
    ...(availability === undefined ? [] : [`available ${percent(availability)} (may be down ${downtime(availability)})`]),
    ...(timeToRestoreMinutes === undefined ? [] : [`restored within ${timeToRestoreMinutes} min`]),
    ...(deploymentIntervalDays === undefined ? [] : [`deployed ${days(deploymentIntervalDays)}`]),
    ...(leadTimeDays === undefined ? [] : [`a change is live within ${leadTimeDays === 1 ? 'a day' : `${leadTimeDays} days`}`]),
  ];
  return all.length === 0 ? ['no target'] : all;
}
