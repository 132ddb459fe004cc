import { type Phase, phaseBegins, type Rota } from './rota.ts';

const dayMs = 24 * 3_600_000;
/** What is over for longer than this is read from the log. */
export const keptMs = 90 * dayMs;
/** A group of Slack's may change every hour. */
const [fixedKeptMs, mostPhases] = [14 * dayMs, 40];

/** Where nobody takes turns, the first two are all that anybody asks for. */
const onDuty = ({ order, fixed }: Phase) => (fixed ? order.slice(0, 2) : order);
const phaseOf = ({ starts, handOver, order, fixed, from }: Phase): Phase => ({
  starts,
  handOver,
  order: onDuty({ starts, handOver, order, fixed }),
  ...(fixed && { fixed }),
  ...(from && { from }),
});
const sameTurns = (one: Phase, other: Phase) =>
  one.starts === other.starts &&
  one.handOver === other.handOver &&
  one.fixed === other.fixed &&
  onDuty(one).join() === onDuty(other).join();

/** What a rota says of weeks and leave, without what has been changed of single days since, or how it was before. */
export const weeklyOf = (rota: Rota | null) =>
  rota === null || rota.order.length === 0
    ? null
    : {
        starts: rota.starts,
        handOver: rota.handOver,
        order: rota.order,
        away: rota.away,
        ...(rota.fixed && { fixed: rota.fixed }),
        ...(rota.group && { group: rota.group }),
      };

/** Other turns from now on, or from their first hand-over where that is to come: past weeks stay as they were. */
export function turnedInto(before: Rota | null, wanted: Rota | null, zone: string, at: string): Rota | null {
  if (before === null) return wanted;
  const now = Date.parse(at);
  const next = wanted ?? { ...phaseOf(before), order: [], away: [] };
  const { overrides, from, earlier } = before;
  if (sameTurns(before, next)) return { ...next, ...(from && { from }), ...(earlier && { earlier }), ...(overrides && { overrides }) };
  // Turns that have not begun yet never will.
  const past = [...(earlier ?? []), phaseOf(before)].filter((phase) => phaseBegins(phase, zone) <= now);
  if (past.length === 0) return wanted;
  const later = phaseBegins({ ...phaseOf(next) }, zone) > now ? {} : { from: at };
  return { ...next, ...later, earlier: past, ...(overrides && { overrides }) };
}

/** Is what a head keeps all that there was, back to this instant? */
export const reachesBack = (rota: Rota | null, zone: string, at: string, now: string): boolean =>
  rota === null || (Date.parse(now) - Date.parse(at) < keptMs && phaseBegins(rota.earlier?.[0] ?? rota, zone) <= Date.parse(at));

/** A head stays small: what is long over is left to the log. */
export function pruned(rota: Rota | null, zone: string, at: string): Rota | null {
  if (rota === null) return null;
  const [now, since] = [Date.parse(at), new Date(Date.parse(at) - keptMs).toISOString()];
  const { overrides = [], earlier = [], away, ...rest } = rota;
  const kept = overrides.filter(({ to }) => to > since);
  const phases = [...earlier, rota];
  const long = earlier.findLastIndex((phase, index) => {
    const next = phases[index + 1];
    return next !== undefined && phaseBegins(next, zone) <= now - (phase.fixed ? fixedKeptMs : keptMs);
  });
  // One that is gone leaves none before it, or that one would seem to have gone on.
  const reach = earlier.slice(Math.max(long + 1, earlier.length - mostPhases));
  return {
    ...rest,
    away: away.filter(({ to }) => to > since),
    ...(reach.length > 0 && { earlier: reach }),
    ...(kept.length > 0 && { overrides: kept }),
  };
}
