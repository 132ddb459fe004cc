import { archiveAt } from '#domain/incident/archiving';
import { type Actor, activeTo } from '#domain/incident/authority';
import { impactEnds, refuseGuest } from '#domain/incident/ending';
import type { IncidentEvent } from '#domain/incident/events';
import type { Incident } from '#domain/incident/incident';
import { type Organisation, organisationRef } from '#domain/organisation/organisation';
import type { Act } from '#domain/perform';
import { type Person, personRef } from '#domain/person/person';
import { Rejection } from '#domain/rejection';

export type CancelIncident = Actor & { at: string; reason: string; reasonId: string };

type Facts = { person: Person; organisation: Organisation };

/** A false alarm: nobody is asked any more, and it counts nowhere. Why is said, so that those who were called know. */
export const cancelIncident: Act<Incident, Facts, CancelIncident, IncidentEvent> = {
  facts: (_, { by }) => ({ person: personRef(by), organisation: organisationRef }),
  decide(incident, { person, organisation }, { by, at, inRoom, reason, reasonId }) {
    const open = activeTo(incident, person, { by, inRoom });
    refuseGuest(person);
    if (reason.trim() === '')
      throw new Rejection('no_reason', 'Say why it is a false alarm: those who were called want to know. Nothing has changed.');
    const away = archiveAt(organisation, at);
    return {
      events: [...impactEnds(open, { by, at }), { type: 'IncidentCancelled', at, by, reasonId, ...(away && { archiveAt: away }) }],
      texts: [{ id: reasonId, by, body: reason, inHead: true }],
    };
  },
};
