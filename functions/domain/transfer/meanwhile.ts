import { incidents as allIncidents, type Incident, type IncidentId, isActive, type OpenIncident } from '#domain/incident/incident';
import { type IncidentOf, monthsUntil, newestOf, ofServiceRef } from '#domain/incident/incidents-of';
import { isSerious } from '#domain/incident/severity';
import type { Refs } from '#domain/perform';
import { headRef } from '#domain/records';

/** The newest incidents of the service that is to move. */
export type Meanwhile = { months: IncidentOf[][]; incidents: Incident[] };

const [monthsBack, most] = [4, 30];

export const meanwhileRefs = (service: string, at: string, { months }: Partial<Meanwhile>): Refs<Meanwhile> => ({
  months: monthsUntil(at, monthsBack).map((month) => ofServiceRef(service, month)),
  incidents: newestOf(months, most).map((id) => headRef(allIncidents, id)),
});

/** What is private is counted and never named. */
export type Counted = { named: IncidentId[]; hidden: number };

function serious({ months, incidents = [] }: Partial<Meanwhile>, which: (incident: OpenIncident) => boolean): Counted {
  const found = newestOf(months, most).flatMap((id, index) => {
    const incident = incidents[index];
    return incident && incident.state !== 'none' && !incident.drill && isSerious(incident.severity) && which(incident)
      ? [{ id, hidden: incident.private }]
      : [];
  });
  return { named: found.flatMap(({ id, hidden }) => (hidden ? [] : [id])), hidden: found.filter(({ hidden }) => hidden).length };
}

export const stillOpen = (meanwhile: Partial<Meanwhile>): Counted => serious(meanwhile, isActive);

/** They were over while the service was about to move: what was learned by them goes with it. */
export const toBeReviewed = (meanwhile: Partial<Meanwhile>, since: string): Counted =>
  serious(meanwhile, (incident) => (incident.state === 'resolved' || incident.state === 'closed') && incident.resolved.at >= since);
