import { type Actor, activeTo } from '#domain/incident/authority';
import type { IncidentEvent } from '#domain/incident/events';
import type { Incident } from '#domain/incident/incident';
import { isQuiet } from '#domain/incident/quiet';
import type { Act } from '#domain/perform';
import { type Person, personRef } from '#domain/person/person';

/** A day of silence, or another one. It is asked, and never closed by a machine. */
export const askWhetherOver: Act<Incident, Record<string, never>, { at: string }, IncidentEvent> = {
  facts: () => ({}),
  decide(incident, _, { at }) {
    if (incident.state === 'none' || !isQuiet(incident, at)) return [];
    return [{ type: 'IncidentWentQuiet', at, since: incident.quietSince ?? incident.stirredAt }];
  },
};

export type SayItGoesOn = Actor & { at: string };

/** Only what was asked is answered. */
export const sayItGoesOn: Act<Incident, { person: Person }, SayItGoesOn, IncidentEvent> = {
  facts: (_, { by }) => ({ person: personRef(by) }),
  decide(incident, { person }, { by, at, inRoom }) {
    if (activeTo(incident, person, { by, inRoom }).quietSince === null) return [];
    return { events: [{ type: 'IncidentStillGoing', at, by }], answer: 'noted' };
  },
};
