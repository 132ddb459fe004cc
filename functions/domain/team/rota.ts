import { getISO } from 'temporal-polyfill/fns/Calendar';
import { addWeeks, fromString, toZonedDateTime } from 'temporal-polyfill/fns/PlainDateTime';
import * as z from 'zod';
import { PersonId } from '#domain/person/person';

/**
 * A weekly rota: in week n the Superhero is `order[n mod size]` and the Side-kick the next one. Weeks change at `handOver` on the weekday of
 * `starts`, by the team's own clock, whatever daylight saving does.
 */
export const Rota = z.object({
  starts: z.iso.date(),
  handOver: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  order: z.array(PersonId),
  away: z.array(z.object({ person: PersonId, from: z.iso.datetime(), to: z.iso.datetime() })),
});
export type Rota = z.infer<typeof Rota>;

export type OnCall = { superhero: PersonId | null; sideKick: PersonId | null; uncoveredSince: string | null };

const weekMs = 7 * 24 * 60 * 60 * 1000;

/** Is this person on leave at an instant, as far as the rota knows? */
export const onLeave = (rota: Rota | null, person: PersonId, at: string) =>
  rota?.away.some((away) => away.person === person && away.from <= at && at < away.to) ?? false;

type Turn = { superhero: PersonId | null; next: PersonId | null; ends: number };

/** Whose week it is, whose is next, and when it changes hands; `undefined` before the rota begins. */
function turnAt(rota: Rota, zone: string, at: string): Turn | undefined {
  const first = fromString(`${rota.starts}T${rota.handOver}`, getISO);
  const begins = (n: number) => toZonedDateTime(addWeeks(first, n), zone).epochMilliseconds;
  const [now, about] = [Date.parse(at), Math.floor((Date.parse(at) - begins(0)) / weekMs)];
  // Clocks that change make a week an hour longer or shorter, so that the count of hours may be off by one week at its edges.
  const week = now >= begins(about + 1) ? about + 1 : now >= begins(about) ? about : about - 1;
  if (week < 0 || rota.order.length === 0) return undefined;
  const turn = (n: number) => rota.order[n % rota.order.length] ?? null;
  return { superhero: turn(week), next: turn(week + 1), ends: begins(week + 1) };
}

/** Who is on call at an instant (ISO, UTC). Someone who is away is not, and nobody steps in by magic. */
export function onCall(rota: Rota | null, zone: string, at: string): OnCall {
  const turn = rota && turnAt(rota, zone, at);
  if (!rota || !turn) return { superhero: null, sideKick: null, uncoveredSince: null };
  const { superhero, next } = turn;
  const isAway = (person: PersonId | null) => rota.away.filter((away) => away.person === person && away.from <= at && at < away.to);
  const sideKick = next === superhero || isAway(next).length > 0 ? null : next;
  const absences = isAway(superhero);
  if (absences.length === 0) return { superhero, sideKick, uncoveredSince: null };
  return { superhero: null, sideKick, uncoveredSince: sideKick === null ? (absences[0]?.from ?? null) : null };
}

/** What this person is at an instant, and until when as the rota has it: the hand-over, or their own leave before it. */
export function dutyOf(
  rota: Rota | null,
  zone: string,
  at: string,
  person: PersonId,
): { role: 'superhero' | 'side_kick'; until: string } | undefined {
  const turn = rota && turnAt(rota, zone, at);
  const { superhero, sideKick } = onCall(rota, zone, at);
  const role = person === superhero ? 'superhero' : person === sideKick ? 'side_kick' : undefined;
  if (!rota || !turn || role === undefined) return undefined;
  const leaves = rota.away.filter((away) => away.person === person && away.from > at).map(({ from }) => Date.parse(from));
  return { role, until: new Date(Math.min(turn.ends, ...leaves)).toISOString() };
}
