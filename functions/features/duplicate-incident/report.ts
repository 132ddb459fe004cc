import type { IncidentEvent } from '#domain/incident/events';
import { type Incident, type IncidentId, incidents } from '#domain/incident/incident';
import { wayFrom } from '#domain/incident/same-as';
import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { headRef } from '#domain/records';

export type CountDuplicate = { at: string; by: PersonId; duplicate: IncidentId };

/** A head stays small, and the room too. */
const mostAtOnce = 300;

/** The one that goes on learns who else declared it, and who comes along; or that it was one of its own after all. */
export const countDuplicate: Act<Incident, { other: Incident }, CountDuplicate, IncidentEvent> = {
  facts: (_, { duplicate }) => ({ other: headRef(incidents, duplicate) }),
  decide(incident, { other }, { at, by, duplicate }, { id }) {
    if (incident.state === 'none' || other.state === 'none') return [];
    const added = other.state === 'duplicate' && other.duplicate.of === id;
    if (added === incident.duplicates.includes(duplicate)) return [];
    // One of them may have become private since it was said.
    if (added && other.private && !incident.private) return [];
    const come = added && other.private === incident.private;
    const people = come ? other.insiders.filter((person) => !incident.insiders.includes(person)).slice(0, mostAtOnce) : [];
    return [{ type: 'IncidentDuplicatesChanged', at, by, duplicate, added, declaredAt: other.declaredAt, people }];
  },
};

/**
 * What is the same as a duplicate is the same as what that one ends in: never itself, and never a private one that whoever is in this one was
 * not told of.
 */
export const followDuplicate: Act<Incident, { way: Incident[] }, { at: string; of: IncidentId }, IncidentEvent> = {
  facts: (_, { of }, { way }) => ({ way: wayFrom(of, way).map((one) => headRef(incidents, one)) }),
  holds: ['way'],
  decide(incident, { way }, { at, of }, { id }) {
    const [first, end] = [way[0], way.at(-1)];
    if (incident.state !== 'duplicate' || incident.duplicate.of !== of || first?.state !== 'duplicate') return [];
    const goesOn = wayFrom(of, way).at(-1) ?? of;
    const isEnd = end !== undefined && end.state !== 'none' && end.state !== 'duplicate' && goesOn !== id;
    if (!isEnd || end.private !== incident.private) return [];
    return [{ type: 'IncidentMarkedDuplicate', at, by: first.duplicate.by, of: goesOn }];
  },
};
