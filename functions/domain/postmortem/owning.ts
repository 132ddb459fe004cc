import { type Callout, restingSince } from '#domain/incident/callout';
import type { OpenIncident } from '#domain/incident/incident';
import { type Author, peopleAmong } from '#domain/person/author';
import type { PersonId } from '#domain/person/person';

const led = (incident: OpenIncident): Author[] => ('acknowledged' in incident && incident.acknowledged ? [incident.acknowledged.by] : []);

/**
 * Who may drive it, in the order in which they are asked (`domain.md` 4.2): who led the finding, who stabilised it, who was on call for the
 * service, who declared it.
 */
export function candidates(incident: OpenIncident): PersonId[] {
  const stabilised = 'mitigated' in incident && incident.mitigated ? [incident.mitigated.by] : [];
  const ended = 'resolved' in incident && incident.resolved ? [incident.resolved.by] : [];
  const onCall = incident.routing?.ladder.filter(({ role }) => role === 'on_call').flatMap(({ people }) => people) ?? [];
  return peopleAmong(...led(incident), ...stabilised, ...ended, ...onCall, incident.declaredBy);
}

const commanded = ({ roles: { commander } }: OpenIncident): Author[] => (commander ? [commander] : []);

/**
 * Nobody has picked within the hour: whoever commanded it. Without one it stays with whoever drives it; where nobody does, it is anybody who could,
 * and who answers for the service last of all.
 */
export function nobodyPicked(incident: OpenIncident, owner: PersonId | undefined, productManager: PersonId | undefined): PersonId[] {
  if (owner !== undefined) return peopleAmong(...commanded(incident));
  return peopleAmong(...commanded(incident), ...candidates(incident), ...(productManager ? [productManager] : []));
}

/** Who hears first that it is overdue: whoever commanded it, else who had it last. */
export const firstTold = (incident: OpenIncident): PersonId[] => peopleAmong(...commanded(incident), ...led(incident));

/** The first who has not worked the night: they are left to rest. */
export const firstRested = (able: PersonId[], lastCall: (person: PersonId) => Callout | undefined, at: string): PersonId | undefined =>
  able.find((person) => restingSince(lastCall(person), undefined, at) === undefined);
