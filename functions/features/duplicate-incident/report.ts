import type { IncidentEvent } from '#domain/incident/events';
import { type Incident, type IncidentId, incidents } from '#domain/incident/incident';
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
    const people = added ? other.insiders.filter((person) => !incident.insiders.includes(person)).slice(0, mostAtOnce) : [];
    return [{ type: 'IncidentDuplicatesChanged', at, by, duplicate, added, declaredAt: other.declaredAt, people }];
  },
};

/** What is the same as a duplicate is the same as what that one is a duplicate of. */
export const followDuplicate: Act<Incident, { other: Incident }, { at: string; of: IncidentId }, IncidentEvent> = {
  facts: (_, { of }) => ({ other: headRef(incidents, of) }),
  decide(incident, { other }, { at, of }) {
    if (incident.state !== 'duplicate' || incident.duplicate.of !== of || other.state !== 'duplicate') return [];
    return [{ type: 'IncidentMarkedDuplicate', at, by: other.duplicate.by, of: other.duplicate.of }];
  },
};
