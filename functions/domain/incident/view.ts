import { type Organisation, organisationRef } from '#domain/organisation/organisation';
import type { Stage } from '#domain/perform';
import type { ServiceEntry } from '#domain/ports';
import { headRef, type Records, type Ref } from '#domain/records';
import { type RegisteredService, type Service, serviceRef } from '#domain/service/service';
import { type ActiveTeam, type Team, teamRef } from '#domain/team/team';
import { type Channel, channelRef } from '#domain/workspace/channel';
import type { IncidentEvent, Subscriber } from './events.ts';
import { type Incident, type IncidentId, incidents, type OpenIncident } from './incident.ts';
import { listenersOf } from './subscribers.ts';

/** All that is shown of one incident: the record, its words, and what the catalogue says of its service and team today. */
export type IncidentView = {
  id: IncidentId;
  incident: OpenIncident;
  version: number;
  /** When it is looked at. */
  now: string;
  title: string;
  symptoms?: string;
  /** What people were told last. */
  update?: string;
  /** How it was resolved, or why it was a false alarm. */
  ending?: string;
  /** What was said of the service, when that named none. */
  said?: string;
  service?: RegisteredService;
  team?: ActiveTeam;
  organisation: Organisation;
  /** Another company reads the room (Slack Connect). */
  roomShared: boolean;
  /** Subscribers who may still hear of it. */
  listeners: Subscriber[];
  /** The one that it is the same as, as it stands. */
  sameAs?: { id: IncidentId; incident: OpenIncident };
  /** Services that may have been meant, where none was named. */
  near: ServiceEntry[];
};

/** Two rounds of consistent reads; `undefined` where there is no such incident. */
export async function viewIncident({ records, now }: Pick<Stage, 'records' | 'now'>, id: IncidentId): Promise<IncidentView | undefined> {
  const [head, organisation] = await records.load([headRef(incidents, id), organisationRef] as Ref<unknown>[]);
  const incident = head?.value as Incident | undefined;
  if (incident === undefined || incident.state === 'none') return undefined;
  const owner = incident.routing?.owner?.team;
  const room = incident.room.state === 'open' ? [channelRef(incident.room.channel)] : [];
  const refs = [...room, ...(incident.service ? [serviceRef(incident.service)] : []), ...(owner ? [teamRef(owner)] : [])];
  const [beside, listeners, sameAs] = await Promise.all([
    refs.length === 0 ? [] : records.load(refs as Ref<unknown>[]),
    listenersOf(records, incident),
    sameAsOf(records, incident),
  ]);
  const found = beside.map(({ value }) => value as Channel | Service | Team);
  const service = found.find((one) => 'state' in one && one.state === 'registered');
  const team = found.find((one) => 'state' in one && one.state === 'active');
  const symptoms = incident.symptomsId && head?.words[incident.symptomsId];
  const said = incident.saidId && head?.words[incident.saidId];
  const endingId = 'cancelled' in incident ? incident.cancelled.reasonId : 'resolved' in incident ? incident.resolved?.howId : undefined;
  const ending = endingId && head?.words[endingId];
  const update = incident.telling.last && head?.words[incident.telling.last.textId];
  return {
    id,
    incident,
    version: head?.version ?? 0,
    now: now(),
    title: titleOf(incident, head?.words ?? {}),
    ...(symptoms && { symptoms }),
    ...(said && { said }),
    ...(update && { update }),
    ...(ending && { ending }),
    ...(service && { service }),
    ...(team && { team }),
    organisation: organisation?.value as Organisation,
    ...(sameAs && { sameAs }),
    roomShared: found.some((one) => 'shared' in one && one.shared),
    listeners,
    near: [],
  };
}

/** Closed when in doubt: one that has become private since is not told of in a public one. */
async function sameAsOf(records: Records, incident: OpenIncident): Promise<IncidentView['sameAs']> {
  if (incident.state !== 'duplicate') return undefined;
  const { of } = incident.duplicate;
  const [found] = await records.load([headRef(incidents, of)] as Ref<unknown>[]);
  const other = (found?.value ?? incidents.initial) as Incident;
  return other.state === 'none' || (other.private && !incident.private) ? undefined : { id: of, incident: other };
}

export const titleOf = (incident: OpenIncident, words: Readonly<Record<string, string>>) => words[incident.titleId] || 'Title removed';
export const serviceName = ({ incident, service }: Pick<IncidentView, 'incident' | 'service'>) =>
  service?.name ?? incident.service ?? 'unknown service';

/** What has happened since this lane last caught up, with the words of those events. */
export type News = { version: number; event: IncidentEvent; texts: Record<string, { by: string; body: string }> };
