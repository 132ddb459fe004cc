import type { AggregateId } from '#domain/keys';
import type { Incident, OpenIncident } from './incident.ts';
import type { Rung } from './routing.ts';
import { isSerious, type Severity } from './severity.ts';
import type { Timer } from './timers.ts';

const minute = 60_000;

/** Minutes from the first question to each further rung (`domain.md` 2.9): nobody's night is broken over a small thing. */
export const rungMinutes = (severity: Severity): number[] =>
  isSerious(severity) ? [0, 5, 10, 15] : severity === 'sev3' ? [0, 30, 60] : [0];

export type NextRung = { rung: number; at: string; because: 'no_acknowledgement' | 'not_reached' | 'working_day' } & Rung;

/**
 * Whom to ask next, and when. Empty rungs are left out, so that the first people there are asked at once; a rung that nobody
 * could be reached on is followed at once by the next.
 */
export function nextRung(incident: Incident): NextRung | undefined {
  if (incident.state !== 'declared' || incident.routing === undefined) return undefined;
  const rung = incident.asked.length;
  const [next, minutes] = [incident.routing.ladder[rung], rungMinutes(incident.severity)[rung]];
  if (next === undefined) return undefined;
  const { waitsUntil } = incident.routing;
  if (rung === 0 && waitsUntil) return { rung, ...next, at: waitsUntil, because: 'working_day' };
  const last = incident.asked.at(-1);
  if (last && !answeredFor(incident) && last.people.every((person) => last.refused.includes(person)))
    return { rung, ...next, at: last.at, because: 'not_reached' };
  return minutes === undefined ? undefined : { rung, ...next, at: later(askedFrom(incident), minutes), because: 'no_acknowledgement' };
}

const askedFrom = ({ routing, asked, askedSince }: OpenIncident) => (routing?.waitsUntil && asked[0] ? asked[0].at : askedSince);

/** Their own pager was called: somebody is being woken, whatever Slack says of the people it knows. */
const answeredFor = ({ called, generation }: OpenIncident) => called.some((one) => one.generation === generation);

/** Everybody who could be asked was, and not one page went through. */
export const nobodyReached = (incident: OpenIncident) =>
  incident.routing !== undefined &&
  !incident.unrouted &&
  !answeredFor(incident) &&
  nextRung(incident) === undefined &&
  incident.state === 'declared' &&
  incident.asked.every(({ people, refused }) => people.every((person) => refused.includes(person)));

const ladderTimer = 'ladder-';
/** The rung that a timer was armed for; none where it is no timer of a ladder. */
export function rungOf(timer: string): number | undefined {
  const rung = timer.startsWith(ladderTimer) ? timer.slice(ladderTimer.length) : '';
  return /^\d+$/.test(rung) ? Number(rung) : undefined;
}

/** A name is used once: rung, generation and how often the severity changed are in it. */
export function ladderTimers(id: AggregateId, incident: Incident): Timer[] {
  const next = nextRung(incident);
  if (next === undefined || incident.state === 'none') return [];
  const timer = `${ladderTimer}${next.rung}`;
  return [{ name: nameOf(id, timer, incident), at: next.at, payload: { aggregate: id, timer, generation: incident.generation } }];
}

/** Once somebody has it, or it is over, nobody else is asked; and of another severity, not at the time that was meant before. */
export function goneLadderTimers(id: AggregateId, incident: OpenIncident): string[] {
  const [timer, { regraded }] = [`${ladderTimer}${incident.asked.length}`, incident];
  return [
    ...(incident.state === 'declared' ? [] : [nameOf(id, timer, incident)]),
    ...(regraded > 0 ? [nameOf(id, timer, { ...incident, regraded: regraded - 1 })] : []),
  ];
}

const nameOf = (id: AggregateId, timer: string, { generation, regraded }: OpenIncident) =>
  `${id}-${timer}-g${generation}${regraded > 0 ? `s${regraded}` : ''}`;

const later = (at: string, minutes: number) => new Date(Date.parse(at) + minutes * minute).toISOString();

export const rungIsDue = (incident: Incident, now: string) => (nextRung(incident)?.at ?? '9999') <= now;
