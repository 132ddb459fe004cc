import { type Incident, type IncidentId, incidents, isActive, type OpenIncident } from '#domain/incident/incident';
import { wayFrom } from '#domain/incident/same-as';
import { isPerson } from '#domain/person/author';
import { headRef, type Records, type Ref } from '#domain/records';

/** Where what was raised goes on: the incident itself, or what that was said to be the same as. */
export type GoingOn = { id: IncidentId; incident: Incident };

export async function goingOn(records: Records, first: IncidentId): Promise<GoingOn> {
  for (const heads: Incident[] = []; ; ) {
    const way = wayFrom(first, heads);
    const next = way[heads.length];
    if (next === undefined) return { id: way.at(-1) ?? first, incident: heads.at(-1) ?? incidents.initial };
    const [head] = await records.load([headRef(incidents, next)] as Ref<unknown>[]);
    heads.push(head?.value as Incident);
  }
}

/** What a person has just ended is not opened again by an alert that never ceased; what goes on for so long after that is something new. */
const quietForMs = 30 * 60_000;

/** `went_away`: by itself, and not long ago; `ended`: by a person, and not long ago. */
export type Standing = 'active' | 'went_away' | 'ended' | 'past';

export function standingOf(incident: Incident, now: string): Standing {
  if (incident.state === 'none') return 'past';
  if (isActive(incident)) return 'active';
  if (Date.parse(now) - Date.parse(endOf(incident)) >= quietForMs) return 'past';
  return incident.state === 'resolved' && !isPerson(incident.resolved.by) ? 'went_away' : 'ended';
}

const endOf = (incident: OpenIncident) =>
  ('cancelled' in incident ? incident.cancelled.at : 'resolved' in incident ? incident.resolved?.at : undefined) ?? incident.declaredAt;
