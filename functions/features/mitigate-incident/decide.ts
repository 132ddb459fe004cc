import { type Actor, activeTo } from '#domain/incident/authority';
import { impactEnds } from '#domain/incident/ending';
import type { IncidentEvent } from '#domain/incident/events';
import type { Incident } from '#domain/incident/incident';
import type { Act } from '#domain/perform';
import { type Person, personRef } from '#domain/person/person';

export type MitigateIncident = Actor & { at: string };

/** Customers are no longer hurt, whatever the cause is: impact that is going on ends now. Said again it changes nothing, unless they were hurt again. */
export const mitigateIncident: Act<Incident, { person: Person }, MitigateIncident, IncidentEvent> = {
  facts: (_, { by }) => ({ person: personRef(by) }),
  decide(incident, { person }, { by, at, inRoom }) {
    const open = activeTo(incident, person, { by, inRoom });
    const ended = impactEnds(open, { by, at });
    if (open.state === 'mitigated' && ended.length === 0) return [];
    return { events: [...ended, { type: 'IncidentMitigated', at, by }], answer: { recorded: open.impact.length > 0 } };
  },
};
