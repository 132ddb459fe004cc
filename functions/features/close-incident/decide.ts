import { archiveAt } from '#domain/incident/archiving';
import { type Actor, openTo } from '#domain/incident/authority';
import { refuseGuest } from '#domain/incident/ending';
import type { IncidentEvent } from '#domain/incident/events';
import type { Incident } from '#domain/incident/incident';
import { type Organisation, organisationRef } from '#domain/organisation/organisation';
import type { Act } from '#domain/perform';
import { type Person, personRef } from '#domain/person/person';
import { Rejection } from '#domain/rejection';

export type CloseIncident = Actor & { at: string };

type Facts = { person: Person; organisation: Organisation };

/** Nothing is left to do about it. Only what was resolved can be closed. */
export const closeIncident: Act<Incident, Facts, CloseIncident, IncidentEvent> = {
  facts: (_, { by }) => ({ person: personRef(by), organisation: organisationRef }),
  decide(incident, { person, organisation }, { by, at, inRoom }) {
    const open = openTo(incident, person, { by, inRoom });
    refuseGuest(person);
    if (open.state === 'closed') return [];
    if (open.state === 'cancelled')
      throw new Rejection('was_cancelled', 'It was a false alarm, so there is nothing left to close. Nothing has changed.');
    if (open.state === 'duplicate')
      throw new Rejection('is_duplicate', `It is the same as ${open.duplicate.of}, and ends with that one. Nothing has changed.`);
    if (open.state !== 'resolved')
      throw new Rejection(
        'not_resolved',
        'It is not resolved yet, so it stays open. First `/incident resolve permanent how`, or `/incident cancel why` if it was a false alarm.',
      );
    const away = archiveAt(organisation, at);
    return { events: [{ type: 'IncidentClosed', at, by, ...(away && { archiveAt: away }) }], answer: 'closed' };
  },
};
