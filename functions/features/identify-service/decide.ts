import type { IncidentEvent } from '#domain/incident/events';
import { type Incident, mayKnow } from '#domain/incident/incident';
import type { Act } from '#domain/perform';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { type Service, type ServiceSlug, serviceRef } from '#domain/service/service';

export type IdentifyService = { by: PersonId; at: string; service: ServiceSlug; inRoom: boolean };
type Facts = { person: Person; service: Service };

/** "It is this service": routed to its owner from here on. Nobody waits for it, and a second press changes nothing. */
export const identifyService: Act<Incident, Facts, IdentifyService, IncidentEvent> = {
  facts: (_, { by, service }) => ({ person: personRef(by), service: serviceRef(service) }),
  decide(incident, { person, service }, { by, at, service: slug, inRoom }) {
    if (incident.state === 'none' || !mayKnow(incident, by, inRoom)) throw new Rejection('no_incident', 'There is no such incident.');
    if (person.state === 'known' && (person.deactivated || person.kind === 'bot'))
      throw new Rejection('not_a_person', 'Only people of this workspace can do this.');
    if (service.state === 'none') throw new Rejection('no_service', 'That service is not in the catalogue any more. Nothing has changed.');
    if (incident.service === slug) return [];
    if (incident.service !== null)
      throw new Rejection('already_identified', `It was set to ${incident.service} meanwhile. Nothing has changed.`);
    return [{ type: 'IncidentServiceChanged', at, by, from: incident.service, to: slug }];
  },
};
