import type { IncidentEvent } from '#domain/incident/events';
import type { Incident } from '#domain/incident/incident';
import { nextRung, nobodyReached } from '#domain/incident/ladder';
import type { Act } from '#domain/perform';
import { isDue } from '#domain/time/due';

/** `fired` is what the timer was armed for; without it, whoever looks at the record asks what is due. */
export type EscalateIncident = { at: string; fired?: { generation: number; rung: number } };

/** Time has come to ask the next people, if that is still the question. Late, double, early or forgotten timers all end here. */
export const escalateIncident: Act<Incident, Record<string, never>, EscalateIncident, IncidentEvent> = {
  facts: () => ({}),
  decide(incident, _, { at, fired }) {
    if (incident.state === 'none' || (fired && fired.generation !== incident.generation)) return [];
    const next = nextRung(incident);
    if (next === undefined) return nobodyReached(incident) ? [{ type: 'IncidentUnrouted', at, reason: 'nobody_reached' }] : [];
    if (fired && fired.rung !== next.rung) return [];
    if (!isDue(next.at, at, fired !== undefined)) return [];
    const { at: _due, ...rung } = next;
    return [{ type: 'IncidentEscalated', at, ...rung }];
  },
};
