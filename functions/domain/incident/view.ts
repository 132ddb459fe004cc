import { headRef, type Records, type Ref } from '#domain/records';
import { type Organisation, organisationRef } from '#domain/organisation/organisation';
import { type RegisteredService, serviceRef, type Service } from '#domain/service/service';
import { type ActiveTeam, type Team, teamRef } from '#domain/team/team';
import { type Incident, type IncidentId, incidents, type OpenIncident } from './incident.ts';

/** All that is shown of one incident: the record, its words, and what the catalogue says of its service and team today. */
export type IncidentView = {
  id: IncidentId;
  incident: OpenIncident;
  version: number;
  title: string;
  symptoms?: string;
  service?: RegisteredService;
  team?: ActiveTeam;
  organisation: Organisation;
};

/** Two rounds of consistent reads; `undefined` where there is no such incident. */
export async function viewIncident(records: Records, id: IncidentId): Promise<IncidentView | undefined> {
  const [head, organisation] = await records.load([headRef(incidents, id), organisationRef] as Ref<unknown>[]);
  const incident = head?.value as Incident | undefined;
  if (incident === undefined || incident.state === 'none') return undefined;
  const owner = incident.routing?.owner?.team;
  const refs = [...(incident.service ? [serviceRef(incident.service)] : []), ...(owner ? [teamRef(owner)] : [])];
  const found = refs.length === 0 ? [] : (await records.load(refs as Ref<unknown>[])).map(({ value }) => value as Service | Team);
  const service = found.find((one) => one.state === 'registered');
  const team = found.find((one) => one.state === 'active');
  const symptoms = incident.symptomsId && head?.words[incident.symptomsId];
  return {
    id,
    incident,
    version: head?.version ?? 0,
    title: titleOf(incident, head?.words ?? {}),
    ...(symptoms && { symptoms }),
    ...(service && { service }),
    ...(team && { team }),
    organisation: organisation?.value as Organisation,
  };
}

export const titleOf = (incident: OpenIncident, words: Readonly<Record<string, string>>) => words[incident.titleId] || 'Title removed';
export const serviceName = ({ incident, service }: Pick<IncidentView, 'incident' | 'service'>) => service?.name ?? incident.service ?? 'unknown service';
