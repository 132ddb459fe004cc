import type { IncidentEvent } from '#domain/incident/events';
import type { Incident } from '#domain/incident/incident';
import { nextRung, nobodyReached } from '#domain/incident/ladder';
import type { Act } from '#domain/perform';

/** `generation` is the question the timer was armed for; without one it is asked by whoever looks at the record anew. */
export type EscalateIncident = { at: string; generation?: number };

/** Time has come to ask the next people, if that is still the question. Late, double, early or forgotten timers all end here. */
export const escalateIncident: Act<Incident, Record<string, never>, EscalateIncident, IncidentEvent> = {
  facts: () => ({}),
  decide(incident, _, { at, generation }) {
    if (incident.state === 'none' || (generation !== undefined && generation !== incident.generation)) return [];
    const next = nextRung(incident);
    if (next === undefined) return nobodyReached(incident) ? [{ type: 'IncidentUnrouted', at, reason: 'nobody_reached' }] : [];
    if (next.at > at) return [];
    const { rung, role, people, because } = next;
    return [{ type: 'IncidentEscalated', at, rung, role, people, because }];
  },
};
