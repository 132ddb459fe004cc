import type { OnCallLevel } from '#domain/service/support';
import { levelFor, supportPlan } from '#domain/service/support-plan';
import { coverage, type RequiredHours, type Span, secondaryGaps } from '#domain/team/coverage';
import type { ActiveTeam, TeamSlug } from '#domain/team/team';
import { workingSpans } from '#domain/team/working-hours';
import type { Plan } from './transfer-events.ts';

type How = Pick<Plan, 'model' | 'support'> & { owner: TeamSlug; target: number | undefined };

export const levelOf = ({ support }: Pick<Plan, 'support'>, target: number | undefined): OnCallLevel =>
  support?.outOfHours ?? levelFor(target);

/** Which teams have to have somebody on call, and when: out of hours nobody where the level says so, and for best endeavours nobody ever. */
export function requiredHours({ owner, model, support, target }: How): Map<TeamSlug, RequiredHours> {
  const level = levelOf({ support }, target);
  const answering = (working: boolean) =>
    supportPlan({ model, owner, working, serious: true, target, support })
      .lines.filter(({ bestEndeavours }) => !bestEndeavours)
      .flatMap(({ teams }) => teams);
  const [inside, outside] = [answering(true), level === 'none' ? [] : answering(false)];
  const hours = (team: TeamSlug) => (!outside.includes(team) ? 'working' : inside.includes(team) ? 'all' : 'out');
  return new Map([...new Set([...inside, ...outside])].map((team) => [team, hours(team)]));
}

const dayMs = 86_400_000;
const later = (at: string, days: number) => new Date(Date.parse(at) + days * dayMs).toISOString();
const msOf = (spans: Span[]) => spans.reduce((sum, { from, to }) => sum + Date.parse(to) - Date.parse(from), 0);
const daysAhead = 14;

/** The next two weeks: how much of the required time there is, and when nobody is on call or nobody behind the first. */
export function ahead(team: ActiveTeam, at: string, hours: RequiredHours) {
  const from = new Date(at).toISOString();
  const to = later(from, daysAhead);
  const working = msOf(workingSpans(team, from, to));
  const requiredMs = hours === 'all' ? daysAhead * dayMs : hours === 'working' ? working : daysAhead * dayMs - working;
  const gaps = coverage(team, from, to, hours);
  return { requiredMs, coveredMs: requiredMs - msOf(gaps), gaps, alone: secondaryGaps(team, from, to, hours) };
}

const [countedDays, shiftMs] = [28, dayMs / 2];
export const countedSince = (at: string): string => later(new Date(at).toISOString(), -countedDays);

/** How many stretches of twelve hours out of its working hours a team has had in the last four weeks. */
export function shiftsOutOfHours(team: ActiveTeam, at: string): number {
  const working = msOf(workingSpans(team, countedSince(at), new Date(at).toISOString()));
  return (countedDays * dayMs - working) / shiftMs;
}
