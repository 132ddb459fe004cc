import { headRef, type Records, type Ref } from '#domain/records';
import type { ServiceSlug } from '#domain/service/service';
import { type Incident, type IncidentId, incidents, type OpenIncident } from './incident.ts';
import { type IncidentOf, monthsUntil, newestOf, ofServiceRef } from './incidents-of.ts';
import { titleOf } from './view.ts';

/** What happened to the same service before: how it was called, and how it ended. */
export type Similar = { id: IncidentId; incident: OpenIncident; title: string; ending: string | undefined };

const dayMs = 86_400_000;
const days = 90;
const [mostLookedAt, monthsReachedInto] = [20, 4];

/**
 * Of the last 90 days, the newest first. Whoever is in the room reads it: only what everybody may know, as of now, is in it, and neither drills nor
 * false alarms are.
 */
export async function similarTo(records: Records, id: IncidentId, service: ServiceSlug, now: string, most = 5): Promise<Similar[]> {
  const since = new Date(Date.parse(now) - days * dayMs).toISOString();
  const months = await records.load(monthsUntil(now, monthsReachedInto).map((month) => ofServiceRef(service, month)) as Ref<unknown>[]);
  const newest = newestOf(
    months.map(({ value }) => value as IncidentOf[]),
    mostLookedAt + 1,
  ).filter((one) => one !== id);
  const heads = await records.load(newest.map((one) => headRef(incidents, one)) as Ref<unknown>[]);
  return newest
    .flatMap((one, index) => {
      const incident = heads[index]?.value as Incident;
      if (incident.state === 'none' || !isSimilar(incident, service, since)) return [];
      const words = heads[index]?.words ?? {};
      const ending = 'resolved' in incident && incident.resolved ? words[incident.resolved.howId] : undefined;
      return [{ id: one, incident, title: titleOf(incident, words), ending }];
    })
    .slice(0, most);
}

const isSimilar = (incident: OpenIncident, service: ServiceSlug, since: string) =>
  incident.service === service &&
  !incident.private &&
  !incident.drill &&
  incident.state !== 'cancelled' &&
  incident.state !== 'duplicate' &&
  incident.declaredAt >= since;
