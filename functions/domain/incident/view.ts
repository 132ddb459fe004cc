import { type Organisation, organisationRef } from '#domain/organisation/organisation';
import type { Stage } from '#domain/perform';
import type { ServiceEntry } from '#domain/ports';
import { headRef, type Records, type Ref, type Words } from '#domain/records';
import { type RegisteredService, type Service, serviceRef } from '#domain/service/service';
import type { Pager } from '#domain/team/pager';
import { type ActiveTeam, type Team, type TeamSlug, teamRef } from '#domain/team/team';
import { type Channel, channelRef } from '#domain/workspace/channel';
import type { IncidentEvent } from './events.ts';
import { type Incident, type IncidentId, incidents, type OpenIncident } from './incident.ts';
import { answeringParty } from './passing.ts';
import type { Similar } from './similar.ts';
import type { Stakeholders } from './stakeholders.ts';
import { listenersOf } from './subscribers.ts';
import type { Subscriber } from './telling-events.ts';

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
  /** The team that answers: a line of its support, whoever it was passed on to, or the owner. */
  answering?: ActiveTeam;
  organisation: Organisation;
  /** Another company reads the room (Slack Connect). */
  roomShared: boolean;
  /** Subscribers who may still hear of it. */
  listeners: Subscriber[];
  /** The one that it is the same as, as it stands. */
  sameAs?: { id: IncidentId; incident: OpenIncident };
  /** How teams are woken besides Slack. First the one that answers: the owner, or the incident managers while there is none. */
  pagers?: { team: TeamSlug; all: Pager[] }[];
  /** Services that may have been meant, where none was named. */
  near: ServiceEntry[];
  /** What happened to the same service before, when it is declared. */
  similar: Similar[];
  /** Whom it concerns besides, when that may have changed. */
  stakeholders: Stakeholders;
  /** All that has happened to it, when it has just become private: what was told of it is taken back. */
  past: Pick<News, 'version' | 'event'>[];
};

/** Two rounds of consistent reads; `undefined` where there is no such incident. */
export async function viewIncident({ records, now }: Pick<Stage, 'records' | 'now'>, id: IncidentId): Promise<IncidentView | undefined> {
  const [head, organisation] = await records.load([headRef(incidents, id), organisationRef] as Ref<unknown>[]);
  const incident = head?.value as Incident | undefined;
  if (incident === undefined || incident.state === 'none') return undefined;
  const owner = incident.routing?.owner?.team;
  const answers = answeringParty(incident).team;
  const room = incident.room.state === 'open' ? [channelRef(incident.room.channel)] : [];
  const paged = answers ?? (organisation?.value as Organisation | undefined)?.incidentManagers;
  const teams = distinct(owner, answers, paged, ...incident.called.map(({ team: called }) => called));
  const refs = [...room, ...(incident.service ? [serviceRef(incident.service)] : []), ...teams.map(teamRef)];
  const [beside, listeners, sameAs] = await Promise.all([
    refs.length === 0 ? [] : records.load(refs as Ref<unknown>[]),
    listenersOf(records, incident),
    sameAsOf(records, incident),
  ]);
  const found = beside.map(({ value }) => value as Channel | Service | Team);
  const service = found.find((one) => 'state' in one && one.state === 'registered');
  const known = new Map(teams.map((slug, index) => [slug, found[refs.length - teams.length + index] as Team]));
  const [team, answering] = [activeOf(known, owner), activeOf(known, answers)];
  // Teams that were called before are told too when it is over.
  const pagers = distinct(paged, ...incident.called.map(({ team: called }) => called)).map((slug) => ({
    team: slug,
    all: activeOf(known, slug)?.pagers ?? [],
  }));
  return {
    id,
    incident,
    version: head?.version ?? 0,
    now: now(),
    title: titleOf(incident, head?.words ?? {}),
    ...wordsOf(incident, head?.words ?? {}),
    ...(service && { service }),
    ...(team && { team }),
    ...(answering && { answering }),
    organisation: organisation?.value as Organisation,
    ...(sameAs && { sameAs }),
    roomShared: found.some((one) => 'shared' in one && one.shared),
    listeners,
    ...(pagers.length > 0 && { pagers }),
    near: [],
    similar: [],
    stakeholders: {},
    past: [],
  };
}

export function wordsOf(incident: OpenIncident, words: Words): Pick<IncidentView, 'symptoms' | 'said' | 'update' | 'ending'> {
  const endingId = 'cancelled' in incident ? incident.cancelled.reasonId : 'resolved' in incident ? incident.resolved?.howId : undefined;
  const ids = { symptoms: incident.symptomsId, said: incident.saidId, update: incident.telling.last?.textId, ending: endingId };
  return Object.fromEntries(Object.entries(ids).flatMap(([name, id]) => (id && words[id] ? [[name, words[id]]] : [])));
}

const distinct = (...teams: (TeamSlug | null | undefined)[]): TeamSlug[] => [...new Set(teams.flatMap((team) => team ?? []))];

function activeOf(known: Map<TeamSlug, Team>, slug: TeamSlug | null | undefined): ActiveTeam | undefined {
  const team = slug ? known.get(slug) : undefined;
  return team?.state === 'active' ? team : undefined;
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
