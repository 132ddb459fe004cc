import { each, type Failure } from '#domain/each';
import { type Glimpse, glimpse } from '#domain/glimpse';
import { type AggregateId, teamId } from '#domain/keys';
import type { Act, Stage } from '#domain/perform';
import type { Boards, Reconciliations } from '#domain/ports';
import type { Ref } from '#domain/records';
import { serviceRef } from '#domain/service/service';
import { listTeams } from '#domain/team/board';
import { coverage } from '#domain/team/coverage';
import { loadRef } from '#domain/team/load';
import { type Team, type TeamEvent, type TeamSlug, teamRef, teams } from '#domain/team/team';
import { armsSoon, coversSoon } from '#domain/team/timers';
import { detectGaps } from './decide.ts';

const [dayMs, daysAhead] = [86_400_000, 14];
type Timely = Act<Team, Record<string, never>, { at: string }, TeamEvent>;

/** Once a night, all teams in one read: gaps ahead, hand-overs whose timer never came, and those of the day, which are armed now. */
export async function scanRotas(stage: Stage & { boards: Boards; queue: Reconciliations }, overdue: Timely[]): Promise<Failure[]> {
  const all = (await listTeams(stage.boards)).map(({ slug }) => slug);
  const glimpsed = glimpse(stage);
  await glimpsed.see(all.map(teamRef) as Ref<unknown>[]);
  const from = new Date(stage.now()).toISOString();
  const [armed, uncovered]: [AggregateId[], TeamSlug[]] = [[], []];
  const unhanded = await each(all, teamId, async (slug) => {
    const at = stage.now();
    for (const act of overdue) await glimpsed.performWhereDue(teams, teamId(slug), act, { at });
    const team = glimpsed.tryGet(teamRef(slug));
    if (team?.state !== 'active') return;
    if (armsSoon(team, from) !== undefined || coversSoon(team, from).length > 0) armed.push(teamId(slug));
    if (hasGaps(team, from)) uncovered.push(slug);
  });
  await seeWhatTheyOwn(glimpsed, uncovered);
  const undetected = await each(uncovered, teamId, (slug) =>
    glimpsed.performWhereDue(teams, teamId(slug), detectGaps, { at: stage.now(), slug }),
  );
  await stage.queue.ask(armed.map((id) => ({ id, lane: 'main', because: `scan-${from}` })));
  return [...unhanded, ...undetected];
}

type ActiveOne = Parameters<typeof coverage>[0];
const hasGaps = (team: ActiveOne, from: string) =>
  coverage(team, from, new Date(Date.parse(from) + daysAhead * dayMs).toISOString(), 'all').length > 0;

async function seeWhatTheyOwn(glimpsed: Glimpse, slugs: TeamSlug[]): Promise<void> {
  await glimpsed.see(slugs.map(loadRef) as Ref<unknown>[]);
  const loads = slugs.map((slug) => glimpsed.tryGet(loadRef(slug)));
  await glimpsed.see(loads.flatMap((load) => [...(load?.owns ?? []), ...(load?.supports ?? [])].map(serviceRef)) as Ref<unknown>[]);
}
