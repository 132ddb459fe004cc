import type { Timer } from '#domain/incident/timers';
import type { AggregateId } from '#domain/keys';
import { turnAt } from './rota.ts';
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

/** Pure: the schedules are made to match this. A name tells of one instant, and what fires late asks what is due by then. */
export function teamTimers(id: AggregateId, team: Team, at: string): Timer[] {
  if (team.state !== 'active') return [];
  const handOver = armsSoon(team, at);
  const swaps = (team.swaps ?? []).map((swap) => timer(id, 'swap', swapLapses(swap)));
  return [...(handOver ? [timer(id, 'rota', handOver)] : []), ...swaps];
}

const longestName = 64;

/** A schedule's name has a limit; of a long one the beginning is enough, since the team is in what it brings back. */
function timer(id: AggregateId, what: 'rota' | 'swap', at: string): Timer {
  const end = `-${what}-${at.slice(0, 16).replace(/[-:]/g, '')}`;
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

/** The week that has begun and is not on record yet, where somebody else has a part in it than before. */
export function rotationDue(team: ActiveTeam, at: string, early = false): { begins: string; ends: string } | undefined {
  const { rota, zone, rotatedAt } = team;
  const turn = rota && !rota.fixed ? turnAt(rota, zone, new Date(Date.parse(at) + (early ? earlyMs : 0)).toISOString()) : undefined;
  if (turn === undefined || rotatedAt === undefined || turn.begins <= Date.parse(rotatedAt)) return undefined;
  if (Date.parse(at) - turn.begins > newsMs) return undefined;
  const before = rota && turnAt(rota, zone, new Date(turn.begins - 1).toISOString());
  if (before?.superhero === turn.superhero && before.next === turn.next) return undefined;
  return { begins: new Date(turn.begins).toISOString(), ends: new Date(turn.ends).toISOString() };
}
