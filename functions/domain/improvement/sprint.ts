import type { Records, Ref } from '#domain/records';
import { peopleIn } from '#domain/team/board';
import { type ImprovementShare, improvementSharesRef } from '#domain/team/improvement-share';
import { type Team, type TeamSlug, teamRef } from '#domain/team/team';
import { type Quarter, quarterBefore, quarterOf } from '#domain/time/quarter';
import { readFor } from './backlog.ts';
import { type Over, overOfTeamRef, type Planned, plannedOfTeamRef } from './beside.ts';
import { type Capacity, capacityIn, doneIn, type Plan, planIn } from './capacity.ts';

/** One team's plan of the quarter that runs and of the one before; `days`: from choice to done, of all that it did, planned or not. */
export type QuarterSeen = { quarter: Quarter; plan: Plan; days: number[] };
export type Sprint = { team: TeamSlug; name: string; running: QuarterSeen; last: QuarterSeen; capacity: Capacity };

/** Nobody has so many in half a year; where somebody has, no figure is better than one that takes long. */
const mostCounted = 500;

/**
 * Three rounds of reads, however long the teams have been there. Counted is what the viewer may know of: whoever is outside of a private incident sees
 * the same figures as if its improvements were not there.
 */
export async function sprintsOf(
  records: Pick<Records, 'load'>,
  slugs: readonly TeamSlug[],
  { now, zone }: { now: string; zone: string },
  viewer: Parameters<typeof readFor>[2],
): Promise<Sprint[]> {
  const running = quarterOf(now, zone);
  const last = quarterBefore(running, zone);
  const [days, instants] = [years(last.first, running.last), years(last.begins, now)];
  const seen = await Promise.all(
    slugs.map(async (slug) => {
      const [team, shares, ...beside] = await records.load([
        teamRef(slug),
        improvementSharesRef(slug),
        ...days.map((year) => plannedOfTeamRef(slug, year)),
        ...instants.map((year) => overOfTeamRef(slug, year)),
      ] as Ref<unknown>[]);
      const found = beside.map(({ value }) => value);
      return {
        slug,
        team: team?.value as Team,
        shares: shares?.value as ImprovementShare[],
        planned: found.slice(0, days.length).flat() as Planned[],
        over: found.slice(days.length).flat() as Over[],
      };
    }),
  );
  const mentioned = [
    ...seen.flatMap(({ planned }) => planned.filter(({ dueOn }) => dueOn >= last.first && dueOn <= running.last)),
    ...seen.flatMap(({ over }) => over.filter(({ at }) => at >= last.begins)),
  ];
  const ids = [...new Set(mentioned.map(({ improvement }) => improvement))];
  if (ids.length > mostCounted) return [];
  const known = new Set((await readFor(records, ids, viewer)).map(({ id }) => id));
  return seen.flatMap(({ slug, team, shares, planned, over }) => {
    if (team.state !== 'active') return [];
    const theirs = planned.filter(({ improvement }) => known.has(improvement));
    const ended = over.filter(({ improvement }) => known.has(improvement));
    const of = (quarter: Quarter): QuarterSeen => ({ quarter, plan: planIn(quarter, theirs), days: doneIn(quarter, ended, zone) });
    const capacity = capacityIn(running, { people: peopleIn(team), calendar: team, shares, zone });
    return [{ team: slug, name: team.name, running: of(running), last: of(last), capacity }];
  });
}

const years = (from: string, to: string): string[] => [...new Set([from.slice(0, 4), to.slice(0, 4)])];
