import * as z from 'zod';
import { incidentsOfServiceKey } from '#domain/keys';
import { everyRef, headRef, type Records, type Ref } from '#domain/records';
import type { ServiceSlug } from '#domain/service/service';
import { type Incident, IncidentId, incidents, type OpenIncident } from './incident.ts';
import { titleOf } from './view.ts';

/** What happened to the same service before: how it was called, and how it ended. */
export type Similar = { id: IncidentId; incident: OpenIncident; title: string; ending: string | undefined };

const dayMs = 86_400_000;
const days = 90;
const mostLookedAt = 20;
const OfService = z.object({ incident: IncidentId });

/**
 * Of the last 90 days, the newest first. Whoever is in the room reads it: only what everybody may know, as of now, is in it, and neither drills nor
 * false alarms are.
 */
export async function similarTo(records: Records, id: IncidentId, service: ServiceSlug, now: string, most = 5): Promise<Similar[]> {
  const since = new Date(Date.parse(now) - days * dayMs).toISOString();
  const months = await records.load(
    monthsOf(now).map((month) => everyRef(incidentsOfServiceKey(service, month), OfService)) as Ref<unknown>[],
  );
  const ids = months.flatMap(({ value }) => value as z.infer<typeof OfService>[]).map(({ incident }) => incident);
  const newest = [...new Set(ids.reverse())].filter((one) => one !== id).slice(0, mostLookedAt);
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

/** This month and those before it that 90 days reach into, the oldest first. */
const monthsOf = (now: string) => {
  const [year = 0, month = 0] = now.split('-').map(Number);
  return [3, 2, 1, 0].map((ago) => new Date(Date.UTC(year, month - 1 - ago, 1)).toISOString().slice(0, 7));
};
