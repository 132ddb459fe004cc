import { getISO } from 'temporal-polyfill/fns/Calendar';
import { addWeeks, fromString, toZonedDateTime } from 'temporal-polyfill/fns/PlainDateTime';
import * as z from 'zod';
import { PersonId } from '#domain/person/person';
import { GroupId } from '#domain/workspace/group';

/**
 * Turns of a week each: in week n the Superhero is `order[n mod size]` and the Side-kick the next one. Weeks change at `handOver` on the weekday
 * of `starts`, by the team's own clock, whatever daylight saving does. `from`: it counts only since then, where that is after its first
 * hand-over. `fixed`: nobody takes turns; the first is the Superhero and the second the Side-kick, every week.
 */
const turns = {
  starts: z.iso.date(),
  handOver: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  order: z.array(PersonId),
  fixed: z.literal(true).optional(),
  from: z.iso.datetime().optional(),
};
export const Phase = z.object(turns);
export type Phase = z.infer<typeof Phase>;

export const DutyRole = z.enum(['superhero', 'side_kick']);
export type DutyRole = z.infer<typeof DutyRole>;

/** Somebody does another's part for a while. The one that was said last counts. */
export const Override = z.object({ person: PersonId, role: DutyRole, from: z.iso.datetime(), to: z.iso.datetime() });
export type Override = z.infer<typeof Override>;

export const Rota = z.object({
  ...turns,
  away: z.array(z.object({ person: PersonId, from: z.iso.datetime(), to: z.iso.datetime() })),
  /** How it was before, oldest first: each until the next began, so that past weeks stay as they were. */
  earlier: z.array(Phase).optional(),
  overrides: z.array(Override).optional(),
  /** Whoever is in this group of Slack's is on call, as of when it was looked at. */
  group: GroupId.optional(),
});
export type Rota = z.infer<typeof Rota>;

export type OnCall = { superhero: PersonId | null; sideKick: PersonId | null; uncoveredSince: string | null };

const weekMs = 7 * 24 * 60 * 60 * 1000;

/** Is this person on leave at an instant, as far as the rota knows? */
export const onLeave = (rota: Rota | null, person: PersonId, at: string) =>
  rota?.away.some((away) => away.person === person && away.from <= at && at < away.to) ?? false;

type Weeks = { zone: string; begins: (week: number) => number };
/** A team may have many phases behind it, and each instant that is asked for looks at them again. */
const weeksKnown = new WeakMap<Phase, Weeks>();

/** When week n of these turns begins, in milliseconds. */
function weeksOf(phase: Phase, zone: string): (week: number) => number {
  const known = weeksKnown.get(phase);
  if (known?.zone === zone) return known.begins;
  const begins = weeksFrom(phase, zone);
  weeksKnown.set(phase, { zone, begins });
  return begins;
}

function weeksFrom({ starts, handOver }: Phase, zone: string): (week: number) => number {
  const first = fromString(`${starts}T${handOver}`, getISO);
  const known = new Map<number, number>();
  return (week) => {
    const begins = known.get(week) ?? toZonedDateTime(addWeeks(first, week), zone).epochMilliseconds;
    known.set(week, begins);
    return begins;
  };
}

/** Since when these turns count. */
export const phaseBegins = (phase: Phase, zone: string): number => sinceOf(phase, weeksOf(phase, zone));
const sinceOf = ({ from }: Phase, begins: (week: number) => number) =>
  Math.max(begins(0), from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(from));

/** Whose week it is by the order alone, whose is next, and from when to when. */
export type Turn = { superhero: PersonId | null; next: PersonId | null; begins: number; ends: number };

/** `undefined` before the rota begins, and where nobody is in it. */
export function turnAt(rota: Rota, zone: string, at: string): Turn | undefined {
  const now = Date.parse(at);
  const phases = [...(rota.earlier ?? []), rota];
  const index = phases.findLastIndex((phase) => phaseBegins(phase, zone) <= now);
  const phase = phases[index];
  if (phase === undefined || phase.order.length === 0) return undefined;
  const begins = weeksOf(phase, zone);
  const about = Math.floor((now - begins(0)) / weekMs);
  // Clocks that change make a week an hour longer or shorter, so that the count of hours may be off by one week at its edges.
  const week = now >= begins(about + 1) ? about + 1 : now >= begins(about) ? about : about - 1;
  const turn = (n: number) => phase.order[(phase.fixed ? n - week : n) % phase.order.length] ?? null;
  const after = phases.slice(index + 1).map((later) => phaseBegins(later, zone));
  return {
    superhero: turn(week),
    next: turn(week + 1),
    begins: Math.max(begins(week), sinceOf(phase, begins)),
    ends: Math.min(begins(week + 1), ...after),
  };
}

/** Who has which part, leave aside. Two who change places within a week go on being two. */
function partsAt(rota: Rota, turn: Turn, at: string): { superhero: PersonId | null; sideKick: PersonId | null } {
  const now = rota.overrides?.filter(({ from, to }) => from <= at && at < to) ?? [];
  const instead = (role: DutyRole) => now.findLast((override) => override.role === role)?.person;
  const superhero = instead('superhero') ?? turn.superhero;
  const next = instead('side_kick') ?? (turn.next === superhero ? turn.superhero : turn.next);
  return { superhero, sideKick: next === superhero ? null : next };
}

/** Whose parts they are at an instant, be they on leave or not. */
export function appointed(
  rota: Rota | null,
  zone: string,
  at: string,
): { superhero: PersonId | null; sideKick: PersonId | null; turn: Turn } | undefined {
  const turn = rota ? turnAt(rota, zone, at) : undefined;
  return rota && turn ? { ...partsAt(rota, turn, at), turn } : undefined;
}

/** Who is on call at an instant (ISO, UTC). Someone who is away is not, and nobody steps in by magic. */
export function onCall(rota: Rota | null, zone: string, at: string): OnCall {
  const turn = rota && turnAt(rota, zone, at);
  if (!rota || !turn) return { superhero: null, sideKick: null, uncoveredSince: null };
  const parts = partsAt(rota, turn, at);
  const isAway = (person: PersonId | null) => rota.away.filter((away) => away.person === person && away.from <= at && at < away.to);
  const sideKick = isAway(parts.sideKick).length > 0 ? null : parts.sideKick;
  const absences = isAway(parts.superhero);
  if (absences.length === 0) return { superhero: parts.superhero, sideKick, uncoveredSince: null };
  return { superhero: null, sideKick, uncoveredSince: sideKick === null ? (absences[0]?.from ?? null) : null };
}

/** What this person is at an instant, and until when as the rota has it: the hand-over, or their own leave before it. */
export function dutyOf(rota: Rota | null, zone: string, at: string, person: PersonId): { role: DutyRole; until: string } | undefined {
  const turn = rota && turnAt(rota, zone, at);
  const { superhero, sideKick } = onCall(rota, zone, at);
  const role = person === superhero ? 'superhero' : person === sideKick ? 'side_kick' : undefined;
  if (!rota || !turn || role === undefined) return undefined;
  const leaves = rota.away.filter((away) => away.person === person && away.from > at).map(({ from }) => Date.parse(from));
  const changes = (rota.overrides ?? []).flatMap(({ from, to }) => [from, to].filter((edge) => edge > at).map((edge) => Date.parse(edge)));
  const isStill = (ms: number) => {
    const then = onCall(rota, zone, new Date(ms).toISOString());
    return (role === 'superhero' ? then.superhero : then.sideKick) === person;
  };
  const ends = changes.filter((ms) => ms < turn.ends && !isStill(ms));
  return { role, until: new Date(Math.min(turn.ends, ...leaves, ...ends)).toISOString() };
}

export type Shift = Omit<OnCall, 'uncoveredSince'> & { from: string; to: string };

/** Who is on call from one instant to another, piece by piece: the pieces follow each other without gap or overlap. */
export function shifts(rota: Rota | null, zone: string, from: string, to: string): Shift[] {
  const edges = [...(rota?.away ?? []), ...(rota?.overrides ?? [])].flatMap((one) => [one.from, one.to]);
  const begins = rota ? [...(rota.earlier ?? []), rota].map((phase) => new Date(phaseBegins(phase, zone)).toISOString()) : [];
  const known = [...edges, ...begins].map((edge) => Date.parse(edge)).sort((a, b) => a - b);
  const [end, all]: [number, Shift[]] = [Date.parse(to), []];
  for (let at = Date.parse(from); at < end; ) {
    const instant = new Date(at).toISOString();
    const turn = rota ? turnAt(rota, zone, instant) : undefined;
    const next = Math.min(end, turn?.ends ?? end, known.find((edge) => edge > at) ?? end);
    const { superhero, sideKick } = onCall(rota, zone, instant);
    const last = all.at(-1);
    if (last && last.superhero === superhero && last.sideKick === sideKick) last.to = new Date(next).toISOString();
    else all.push({ superhero, sideKick, from: instant, to: new Date(next).toISOString() });
    at = next;
  }
  return all;
}

/** People who take turns. */
export const rotaSize = (rota: Rota | null): number => new Set(rota?.order ?? []).size;

/** Until when it stays so, as the rota has it; nothing where nobody is there. */
export function turnEnds(
  { rota, zone }: { rota: Rota | null; zone: string },
  { superhero, sideKick }: OnCall,
  at: string,
): string | undefined {
  const person = superhero ?? sideKick;
  return person === null ? undefined : dutyOf(rota, zone, at, person)?.until;
}
