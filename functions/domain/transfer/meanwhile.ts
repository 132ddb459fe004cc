import { incidents as allIncidents, type Incident, type IncidentId, isActive, type OpenIncident } from '#domain/incident/incident';
import { type IncidentOf, monthsUntil, newestOf, ofServiceRef } from '#domain/incident/incidents-of';
import { isSerious } from '#domain/incident/severity';
import type { Refs } from '#domain/perform';
import { isOpen, type Postmortem, postmortemRef } from '#domain/postmortem/postmortem';
import { postmortemOf } from '#domain/postmortem/postmortem-id';
import { headRef } from '#domain/records';

/** The newest incidents of the service that is to move, and what is learned from them. */
export type Meanwhile = { months: IncidentOf[][]; incidents: Incident[]; postmortems: Postmortem[] };

const [monthsBack, most] = [4, 30];

export const meanwhileRefs = (service: string, at: string, { months }: Partial<Meanwhile>): Refs<Meanwhile> => ({
  months: monthsUntil(at, monthsBack).map((month) => ofServiceRef(service, month)),
  incidents: newestOf(months, most).map((id) => headRef(allIncidents, id)),
  postmortems: newestOf(months, most).map((id) => postmortemRef(postmortemOf(id))),
});

/** What is private is counted and never named. */
export type Counted = { named: IncidentId[]; hidden: number };

type Which = (incident: OpenIncident, postmortem: Postmortem | undefined) => boolean;

function counted({ months, incidents = [], postmortems }: Partial<Meanwhile>, which: Which): Counted {
  const found = newestOf(months, most).flatMap((id, index) => {
    const incident = incidents[index];
    return incident && incident.state !== 'none' && !incident.drill && which(incident, postmortems?.[index])
      ? [{ id, hidden: incident.private }]
      : [];
  });
  return { named: found.flatMap(({ id, hidden }) => (hidden ? [] : [id])), hidden: found.filter(({ hidden }) => hidden).length };
}

export const stillOpen = (meanwhile: Partial<Meanwhile>): Counted =>
  counted(meanwhile, (incident) => isSerious(incident.severity) && isActive(incident));

/** What is learned by them goes with the service: a postmortem that was asked for and is not done with. */
export const toBeReviewed = (meanwhile: Partial<Meanwhile>): Counted =>
  counted(meanwhile, (_, postmortem) => postmortem !== undefined && isOpen(postmortem));
