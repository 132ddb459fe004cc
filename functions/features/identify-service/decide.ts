import { type Actor, openTo, refuseOutsider } from '#domain/incident/authority';
import type { IncidentEvent } from '#domain/incident/events';
import { type Incident, type Latest, latestRef } from '#domain/incident/incident';
import { latestKey } from '#domain/keys';
import type { Act } from '#domain/perform';
import { isGuest } from '#domain/person/authority';
import { type Person, personRef } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { type Service, type ServiceSlug, serviceRef } from '#domain/service/service';

export type IdentifyService = Actor & { at: string; service: ServiceSlug };
type Facts = { person: Person; service: Service; latest: Latest | undefined };

/** "It is this service": routed to its owner from here on. Nobody waits for it, and a second press changes nothing. */
export const identifyService: Act<Incident, Facts, IdentifyService, IncidentEvent> = {
  facts: (_, { by, service }) => ({ person: personRef(by), service: serviceRef(service), latest: latestRef(service) }),
  decide(incident, { person, service, latest }, { by, at, service: slug, inRoom }, { id, versions }) {
    const open = openTo(incident, person, { by, inRoom });
    refuseOutsider(open, by);
    if (open.private && isGuest(person))
      throw new Rejection(
        'service_by_guest',
        'It is private, and whoever is on call for that service would be let in: a member of the workspace has to say which it is. Ask one who is in it.',
      );
    if (service.state === 'none') throw new Rejection('no_service', 'That service is not in the catalogue any more. Nothing has changed.');
    if (open.service === slug) return [];
    if (open.service !== null) throw new Rejection('already_identified', `It was set to ${open.service} meanwhile. Nothing has changed.`);
    // From here on others who declare on this service join, as if it had been known at once.
    const leads = !open.private && !open.drill && (latest === undefined || latest.at < open.declaredAt);
    return {
      events: [{ type: 'IncidentServiceChanged', at, by, from: open.service, to: slug }],
      puts: leads ? [{ key: latestKey(slug), value: { incident: id, at: open.declaredAt }, expected: versions.latest }] : [],
    };
  },
};
