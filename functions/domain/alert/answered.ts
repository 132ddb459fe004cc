import type { IncidentEvent } from '#domain/incident/events';
import type { Incident } from '#domain/incident/incident';
import type { Act } from '#domain/perform';
import type { Monitor } from '#domain/person/author';

/** Somebody answered over there. Who it is cannot be seen from here, so that the question stays open and is said aloud. */
export const answerElsewhere: Act<Incident, Record<string, never>, { at: string; by: Monitor }, IncidentEvent> = {
  facts: () => ({}),
  decide: (incident, _, { at, by }) => (incident.state === 'declared' ? [{ type: 'IncidentAnsweredElsewhere', at, by }] : []),
};
