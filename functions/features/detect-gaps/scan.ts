import { type AggregateId, teamId } from '#domain/keys';
import { type Act, perform, type Stage } from '#domain/perform';
import type { Boards, Reconciliations } from '#domain/ports';
import type { Ref } from '#domain/records';
import { listTeams } from '#domain/team/board';
import { coverage } from '#domain/team/coverage';
import { type Team, type TeamEvent, teamRef, teams } from '#domain/team/team';
import { armsSoon } from '#domain/team/timers';
import { detectGaps } from './decide.ts';

const [dayMs, daysAhead] = [86_400_000, 14];
type Timely = Act<Team, Record<string, never>, { at: string }, TeamEvent>;

/** Once a night, all teams in one read: gaps ahead, hand-overs whose timer never came, and those of the day, which are armed now. */
export async function scanRotas(stage: Stage & { boards: Boards; queue: Reconciliations }, overdue: Timely[]): Promise<void> {
  const all = await listTeams(stage.boards);
  const heads = await stage.records.load(all.map(({ slug }) => teamRef(slug)) as Ref<unknown>[]);
  const [from, to] = [stage.now(), new Date(Date.parse(stage.now()) + daysAhead * dayMs).toISOString()];
  const armed: AggregateId[] = [];
  for (const [index, { slug }] of all.entries()) {
    const team = heads[index]?.value as Team;
    if (team.state !== 'active') continue;
    const id: AggregateId = teamId(slug);
    for (const act of overdue) await perform(stage, teams, id, act, { at: stage.now() });
    if (armsSoon(team, from) !== undefined) armed.push(id);
    if (coverage(team, new Date(from).toISOString(), to, 'all').length > 0)
      await perform(stage, teams, id, detectGaps, { at: stage.now(), slug });
  }
  await stage.queue.ask(armed.map((id) => ({ id, lane: 'main', because: `scan-${from}` })));
}
