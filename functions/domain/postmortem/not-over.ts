import { type Incident, incidents, isActive, mayKnow } from '#domain/incident/incident';
import { isGuest } from '#domain/person/authority';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import { headRef, type Records, type Ref } from '#domain/records';
import { Rejection } from '#domain/rejection';
import { incidentOf, type PostmortemId } from './postmortem-id.ts';

/**
 * What was refused because there is no postmortem, for somebody who may know that its incident still goes on. Whoever may not is told what is said
 * of one that is not there.
 */
export async function whileItGoesOn(records: Pick<Records, 'load'>, id: PostmortemId, by: PersonId, refused: unknown): Promise<unknown> {
  if (!(refused instanceof Rejection) || refused.code !== 'no_postmortem') return refused;
  const about = incidentOf(id);
  const [found, whose] = await records.load([headRef(incidents, about), personRef(by)] as Ref<unknown>[]);
  const [incident, person] = [found?.value as Incident, whose?.value as Person];
  if (incident.state === 'none' || !isActive(incident) || !mayKnow(incident, by) || isGuest(person)) return refused;
  return new Rejection('not_over_yet', `${about} is not over yet; its postmortem begins when it is. Nothing has changed.`);
}
