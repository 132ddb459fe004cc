import type { Outcome } from '#domain/effects';
import type { IncidentEvent } from '#domain/incident/events';
import type { Incident } from '#domain/incident/incident';
import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';

export type RecordPage = { at: string; person: PersonId; rung: number | null; generation: number; outcome: Outcome };

/** What became of a page, for the record and for the ladder: a page that was refused is no question. */
export const recordPage: Act<Incident, Record<string, never>, RecordPage, IncidentEvent> = {
  facts: () => ({}),
  decide(incident, _, { at, person, rung, generation, outcome }) {
    if (incident.state === 'none') return [];
    const page = { type: 'IncidentPaged' as const, at, person, rung, generation, via: 'slack' as const };
    return outcome.kind === 'refused' ? [{ ...page, outcome: 'refused', code: outcome.code }] : [{ ...page, outcome: 'delivered' }];
  },
};
