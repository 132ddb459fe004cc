import type { AggregateId } from '#domain/keys';
import type { Incident, OpenIncident } from './incident.ts';
import { nextLine } from './passing.ts';
import { isSerious } from './severity.ts';
import type { Timer } from './timers.ts';

/** What is serious and lasts goes on to the next level by itself; never to one that only has best endeavours. */
export const unrestoredMinutes = 30;
const levelTimer = 'level';

export function unrestoredDue(incident: Incident): string | undefined {
  if ((incident.state !== 'declared' && incident.state !== 'acknowledged') || !isSerious(incident.severity)) return undefined;
  const next = nextLine(incident);
  if (next === undefined || next.bestEndeavours || incident.passing.request !== undefined) return undefined;
  const since = incident.passing.now?.since ?? incident.reopened.at(-1) ?? incident.declaredAt;
  return new Date(Date.parse(since) + unrestoredMinutes * 60_000).toISOString();
}
export const unrestoredIsDue = (incident: Incident, now: string) => (unrestoredDue(incident) ?? '9999') <= now;

const answerMinutes = (incident: OpenIncident) => (isSerious(incident.severity) ? 5 : 60);
const handoverTimer = 'handover';

/** Whoever is asked to take it has so long to say yes (`domain.md` S17). */
export function handoverDue(incident: Incident): string | undefined {
  if (incident.state === 'none' || incident.passing.request === undefined) return undefined;
  return new Date(Date.parse(incident.passing.request.at) + answerMinutes(incident) * 60_000).toISOString();
}
export const handoverIsDue = (incident: Incident, now: string) => (handoverDue(incident) ?? '9999') <= now;

/** A name is used once: what it counts, and how often the severity changed, are in it. */
export function passingTimers(id: AggregateId, incident: Incident): Timer[] {
  if (incident.state === 'none') return [];
  const due = { [levelTimer]: unrestoredDue(incident), [handoverTimer]: handoverDue(incident) };
  return Object.entries(due).flatMap(([timer, at]) =>
    at === undefined ? [] : [{ name: nameOf(id, timer, incident), at, payload: { aggregate: id, timer, generation: incident.generation } }],
  );
}

export function gonePassingTimers(id: AggregateId, incident: OpenIncident): string[] {
  const { passing, routing, regraded } = incident;
  const tiered = (routing?.lines?.length ?? 0) > 1;
  const armed = [...(tiered ? [levelTimer] : []), ...(passing.asks > 0 ? [handoverTimer] : [])];
  const wanted = passingTimers(id, incident).map(({ name }) => name);
  const before = [
    ...armed.map((timer) => nameOf(id, timer, incident)),
    ...(regraded > 0 ? armed.map((timer) => nameOf(id, timer, { ...incident, regraded: regraded - 1 })) : []),
    ...(tiered && passing.handoffs > 0
      ? [nameOf(id, levelTimer, { ...incident, passing: { ...passing, handoffs: passing.handoffs - 1 } })]
      : []),
  ];
  return before.filter((name) => !wanted.includes(name));
}

function nameOf(id: AggregateId, timer: string, { passing, regraded, reopened }: OpenIncident) {
  const count = timer === levelTimer ? `h${passing.handoffs}r${reopened.length}` : `a${passing.asks}`;
  return `${id}-${timer}-${count}${regraded > 0 ? `s${regraded}` : ''}`;
}
