import type { Timer } from '#domain/incident/timers';
import type { AggregateId } from '#domain/keys';
import { type Rota, type Turn, turnAt } from './rota.ts';
import type { ActiveTeam, Team } from './team.ts';
import type { Swap } from './team-events.ts';

/** When a question about weeks is over: as the first of them begins, or ends where it had begun when it was asked. */
export const swapLapses = ({ give, take, askedAt }: Pick<Swap, 'give' | 'take' | 'askedAt'>): string => {
  const [first, other] = [give, take ?? give].map(({ from, to }) => (from > askedAt ? from : to));
  return other !== undefined && first !== undefined && other < first ? other : (first ?? give.to);
};

/** The next time that the rota changes hands; never where nobody takes turns. */
export function nextHandOver({ rota, zone }: Pick<ActiveTeam, 'rota' | 'zone'>, at: string): string | undefined {
  if (rota === null || rota.fixed) return undefined;
  const turn = turnAt(rota, zone, at);
  if (turn === undefined) {
    const begins = turnAt(rota, zone, new Date(Date.parse(at) + weekMs).toISOString())?.begins;
    return begins === undefined ? undefined : new Date(begins).toISOString();
  }
  const next = turnAt(rota, zone, new Date(turn.ends).toISOString());
  return next?.superhero === turn.superhero && next.next === turn.next ? undefined : new Date(turn.ends).toISOString();
}
const weekMs = 7 * 86_400_000;

const hourMs = 3_600_000;
/** The nightly scan arms what the day brings, and a little more. */
const armedAheadMs = 26 * hourMs;

export function armsSoon(team: Pick<ActiveTeam, 'rota' | 'zone'>, at: string): string | undefined {
  const handOver = nextHandOver(team, at);
  return handOver !== undefined && Date.parse(handOver) - Date.parse(at) <= armedAheadMs ? handOver : undefined;
}

/** When somebody begins to stand in, or ends, in the time that is armed. */
export const coversSoon = ({ rota }: Pick<ActiveTeam, 'rota'>, at: string): string[] =>
  [...new Set(rota ? coverEdges(rota) : [])]
    .filter((edge) => edge > Date.parse(at) && edge - Date.parse(at) <= armedAheadMs)
    .map((edge) => new Date(edge).toISOString());

/** Pure: the schedules are made to match this. A name tells of one instant, and what fires late asks what is due by then. */
export function teamTimers(id: AggregateId, team: Team, at: string): Timer[] {
  if (team.state !== 'active') return [];
  const handOver = armsSoon(team, at);
  const swaps = (team.swaps ?? []).map((swap) => timer(id, 'swap', swapLapses(swap)));
  const covers = coversSoon(team, at).map((edge) => timer(id, 'cover', edge));
  return [...(handOver ? [timer(id, 'rota', handOver)] : []), ...covers, ...swaps];
}

const longestName = 64;

/** A schedule's name has a limit; of a long one the beginning is enough, since the team is in what it brings back. */
function timer(id: AggregateId, what: 'rota' | 'swap' | 'cover', at: string): Timer {
  // Weeks change on whole minutes; a cover may begin in any second, and a name that has fired is never armed again.
  const end = `-${what}-${at.slice(0, what === 'cover' ? 19 : 16).replace(/[-:]/g, '')}`;
  return {
    name: `${id.slice(0, longestName - end.length)}${end}`,
    at,
    payload: { aggregate: id, timer: what, generation: Date.parse(at) },
  };
}

/** A minute, because schedules keep whole ones. */
const earlyMs = 60_000;

/** Whoever has the week for longer than this needs not be told. */
const newsMs = 36 * hourMs;

/** `cover`: no week has begun; somebody stands in from then on, or does so no more. */
export type Rotation = { begins: string; ends: string; cover?: true };

/** The first change of hands that has come and is not on record yet: a week in which somebody else has a part, or the edge of a cover. */
export function rotationDue(team: ActiveTeam, at: string, early = false): Rotation | undefined {
  const { rota, zone, rotatedAt } = team;
  const now = Date.parse(at) + (early ? earlyMs : 0);
  const turn = rota ? turnAt(rota, zone, new Date(now).toISOString()) : undefined;
  if (rota === null || turn === undefined || rotatedAt === undefined) return undefined;
  const isNews = (ms: number) => ms <= now && ms > Date.parse(rotatedAt) && Date.parse(at) - ms <= newsMs;
  const week = isNews(turn.begins) && weekChanges(rota, zone, turn) ? turn.begins : undefined;
  const edges = coverEdges(rota);
  const first = [...edges, ...(week === undefined ? [] : [week])].filter(isNews).sort((a, b) => a - b)[0];
  if (first === undefined) return undefined;
  const begins = new Date(first).toISOString();
  if (first === week) return { begins, ends: new Date(turn.ends).toISOString() };
  const then = turnAt(rota, zone, begins);
  const ends = Math.min(then?.ends ?? turn.ends, ...edges.filter((edge) => edge > first));
  return { begins, ends: new Date(ends).toISOString(), cover: true };
}

function weekChanges(rota: Rota, zone: string, turn: Turn): boolean {
  if (rota.fixed) return false;
  const before = turnAt(rota, zone, new Date(turn.begins - 1).toISOString());
  return before?.superhero !== turn.superhero || before.next !== turn.next;
}

const coverEdges = ({ overrides = [] }: Rota): number[] => overrides.flatMap(({ from, to }) => [Date.parse(from), Date.parse(to)]);
