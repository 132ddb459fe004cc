import { type IncidentId, incidents } from '#domain/incident/incident';
import type { Reconciliations, Request } from '#domain/ports';
import { headRef, type Records } from '#domain/records';
import { watching } from './opened.ts';

const asked = 'home-';
/** Somebody's Home is asked for, and not what follows from what happened to the person. */
export const asksForHome = ({ id, because }: Request) => id.startsWith('PERSON-') && because.startsWith(asked);

/** After a change to an incident: the Homes of those who are in it and may be looking. Each person has a group of their own in the queue. */
export async function askForHomes(
  { records, queue, now }: { records: Records; queue: Reconciliations; now: () => string },
  id: IncidentId,
  version: number,
): Promise<void> {
  const [head] = await records.load([headRef(incidents, id)]);
  const incident = incidents.state.parse(head?.value);
  if (incident.state === 'none') return;
  const people = await watching(records, incident.insiders, now());
  await queue.ask(people.map((person) => ({ id: `PERSON-${person}`, lane: 'main', because: `${asked}${id}/${version}` })));
}
