import { type Act, perform } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import type { IncidentEvent } from './events.ts';
import { type Incident, type IncidentId, incidents } from './incident.ts';
import type { Overdue } from './projection.ts';

type Counting = Act<Incident, { other: Incident }, { at: string; by: PersonId; duplicate: IncidentId }, IncidentEvent>;
type Following = Act<Incident, { way: Incident[] }, { at: string; of: IncidentId }, IncidentEvent>;

/**
 * Whatever one was said to be the same as learns of it, and whatever is the same as this follows it further. On this one's own record nothing is
 * left to do, so nothing is due again.
 */
export const duplicatesKnow =
  (count: Counting, follow: Following): Overdue =>
  async (desk, id, incident) => {
    const at = desk.now();
    for (const one of incident.sameAs) await perform(desk, incidents, one.incident, count, { at, by: one.by, duplicate: id });
    if (incident.state !== 'duplicate') return false;
    for (const duplicate of incident.duplicates) await perform(desk, incidents, duplicate, follow, { at, of: id });
    return false;
  };
