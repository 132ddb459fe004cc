import { type Incident, type IncidentId, incidents, type OpenIncident } from '#domain/incident/incident';
import { headRef, type Records, type Ref } from '#domain/records';
import { isOpen, type KnownPostmortem, type Postmortem, postmortemRef } from './postmortem.ts';
import { type PostmortemId, postmortemOf } from './postmortem-id.ts';

/** The incident that this one goes on from, where it has a postmortem: one talk may be about both. */
export type Earlier = { id: PostmortemId; incident: IncidentId; published: boolean };

/** Nothing where either is private: those who read the one need not know of the other. */
export async function earlierOf(
  { load }: Pick<Records, 'load'>,
  { private: hidden }: KnownPostmortem,
  { relatedTo, private: closed }: OpenIncident,
): Promise<Earlier | undefined> {
  if (relatedTo === undefined || hidden || closed) return undefined;
  const id = postmortemOf(relatedTo);
  const [before, learnt] = await load([headRef(incidents, relatedTo), postmortemRef(id)] as Ref<unknown>[]);
  const [incident, postmortem] = [before?.value as Incident, learnt?.value as Postmortem];
  if (incident.state === 'none' || incident.private || postmortem.state === 'none' || postmortem.private) return undefined;
  const published = postmortem.state === 'closed';
  return published || isOpen(postmortem) ? { id, incident: relatedTo, published } : undefined;
}
