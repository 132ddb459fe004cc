import { enough, middleOf, type Plan } from '#domain/improvement/capacity';
import type { QuarterSeen, Sprint } from '#domain/improvement/sprint';
import { named } from './text.ts';

/** What a team had planned for the quarter, and what came of it: counted, with no hours made up. */
export const planSaid = ({ name, running: { quarter, plan } }: Sprint): string =>
  `*${named(name)}, ${quarter.name}*, until ${quarter.last}: ${plan.planned === 0 ? 'nothing is planned for a day of it' : soFar(plan)}.`;

function soFar({ planned, done, declined, left, moved }: Plan): string {
  return [
    `planned ${planned}`,
    `done ${done}`,
    `${left} to do`,
    ...(moved > 0 ? [`${moved} given a later date or another team`] : []),
    ...(declined > 0 ? [`${declined} declined after all`] : []),
  ].join(', ');
}

export function sprintSaid(sprint: Sprint): string {
  const { running, last } = sprint;
  return [planSaid(sprint), beforeSaid(last), doneSaid(running, 'so far'), doneSaid(last), aimSaid(sprint)].join('\n');
}

function beforeSaid({ quarter, plan: { planned, done, declined, left, moved } }: QuarterSeen): string {
  if (planned === 0) return `${quarter.name}: nothing was planned for a day of it.`;
  const rest = [`${left + moved} carried over`, ...(declined > 0 ? [`${declined} declined after all`] : [])];
  return `${quarter.name}: ${done} of ${planned} done, ${rest.join(', ')}.`;
}

/** No mean, and no middle of a few; how many there are is always said (`domain.md` 3.10). */
function doneSaid({ quarter, days }: QuarterSeen, more = ''): string {
  const of = `Done in ${quarter.name}${more && ` ${more}`}, planned for it or not: ${days.length}`;
  if (days.length === 0) return `${of}.`;
  const middle = middleOf(days);
  const points = days.length <= mostPoints ? days.join(', ') : `from ${days[0]} to ${days.at(-1)}`;
  return middle === undefined
    ? `${of}. Days from choice to done: ${points} (n = ${days.length}; a middle is reckoned from ${enough} on).`
    : `${of}. Days from choice to done: median ${middle} (n = ${days.length}: ${points}).`;
}
const mostPoints = 12;

function aimSaid({ capacity: { people, workingDays, personDays, shares } }: Sprint): string {
  const [first, ...later] = shares;
  const aim = [`${first?.percent ?? 0} %`, ...later.map(({ percent, from }) => `${percent} % from ${from} on`)].join(', ');
  const of = `${people} ${people === 1 ? 'person' : 'people'} and ${workingDays} working days`;
  return `Aim: ${aim} of its time, ${personDays === 0 ? 'so no day' : `about ${daysSaid(personDays)}`} of the quarter, by ${of} as the team is today. Hours are not recorded, so nobody can say how much of that was used.`;
}
function daysSaid(personDays: number): string {
  const days = Math.max(1, Math.round(personDays));
  return days === 1 ? 'one person-day' : `${days} person-days`;
}
