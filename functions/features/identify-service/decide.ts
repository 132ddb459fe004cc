import type { IncidentEvent } from '#domain/incident/events';
import { type Incident, type Latest, latestRef, mayKnow } from '#domain/incident/incident';
import { latestKey } from '#domain/keys';
import type { Act } from '#domain/perform';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { type Service, type ServiceSlug, serviceRef } from '#domain/service/service';

export type IdentifyService = { by: PersonId; at: string; service: ServiceSlug; inRoom: boolean };
type Facts = { person: Person; service: Service; latest: Latest | undefined };

/** "It is this service": routed to its owner from here on. Nobody waits for it, and a second press changes nothing. */
export const identifyService: Act<Incident, Facts, IdentifyService, IncidentEvent> = {
  facts: (_, { by, service }) => ({ person: personRef(by), service: serviceRef(service), latest: latestRef(service) }),
  decide(incident, { person, service, latest }, { by, at, service: slug, inRoom }, { id, versions }) {
    if (incident.state === 'none' || !mayKnow(incident, by, inRoom)) throw new Rejection('no_incident', 'There is no such incident.');
    if (person.state === 'known' && (person.deactivated || person.kind === 'bot'))
      throw new Rejection('not_a_person', 'Only people of this workspace can do this.');
    if (service.state === 'none') throw new Rejection('no_service', 'That service is not in the catalogue any more. Nothing has changed.');
    if (incident.service === slug) return [];
    if (incident.service !== null)
      throw new Rejection('already_identified', `It was set to ${incident.service} meanwhile. Nothing has changed.`);
    // From here on others who declare on this service join, as if it had been known at once.
    const leads = !incident.private && !incident.drill && (latest === undefined || latest.at < incident.declaredAt);
    return {
      events: [{ type: 'IncidentServiceChanged', at, by, from: incident.service, to: slug }],
      puts: leads ? [{ key: latestKey(slug), value: { incident: id, at: incident.declaredAt }, expected: versions.latest }] : [],
    };
  },
};
