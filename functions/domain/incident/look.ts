import { type Person, personRef } from '#domain/person/person';
import { headRef, type Records, type Ref, type Words } from '#domain/records';
import { type Actor, openTo } from './authority.ts';
import { type Incident, type IncidentId, incidents, type OpenIncident } from './incident.ts';

/** The incident as it stands, for someone whom it exists for: what a form shows before anything is done. */
export async function lookAt(records: Records, id: IncidentId, actor: Actor): Promise<{ incident: OpenIncident; words: Words }> {
  const [head, person] = await records.load([headRef(incidents, id), personRef(actor.by)] as Ref<unknown>[]);
  const incident = openTo((head?.value ?? incidents.initial) as Incident, person?.value as Person, actor);
  return { incident, words: head?.words ?? {} };
}
