import { memoryTable } from '#adapters/memory/memory-table';
import { memoryStore } from '#adapters/memory/store';
import type { AlertId } from '#domain/alert/alert-id';
import type { PutOnRecord } from '#domain/alert/raising';
import type { Fact, IncidentEvent } from '#domain/incident/events';
import type { ImpactWindow } from '#domain/incident/impact';
import { type Incident, type IncidentId, incidents, type OpenIncident } from '#domain/incident/incident';
import type { Owner } from '#domain/incident/routing';
import type { IncidentView } from '#domain/incident/view';
import { groupId, organisationId, serviceId, teamId } from '#domain/keys';
import { type Organisation, organisations } from '#domain/organisation/organisation';
import { perform } from '#domain/perform';
import { type Author, Monitor } from '#domain/person/author';
import { type Person, PersonId, people, personAggregate } from '#domain/person/person';
import type { ServiceEntry } from '#domain/ports';
import type { Ref } from '#domain/records';
import { targetsOf } from '#domain/service/changing';
import { type Assertion, assertionsRef } from '#domain/service/ownership';
import {
  descriptionOf,
  type RegisteredService,
  type Service,
  type ServiceDescription,
  ServiceSlug,
  serviceRef,
  services,
} from '#domain/service/service';
import type { Rota } from '#domain/team/rota';
import { type ActiveTeam, TeamSlug, teams } from '#domain/team/team';
import { believed } from '#domain/time/assertions';
import { GroupId, groups } from '#domain/workspace/group';
import { configureOrganisation, describeTeam, setRota } from '#features/keep-catalogue/decide';
import { keepService } from '#features/keep-catalogue/keep';
import { type OwnedRow, ownedRowOf } from '#features/keep-catalogue/plan';
import { observeGroup, observePerson } from '#features/observe-workspace/decide';

/** Harrow Home, an invented retailer: the people of the acceptance scenarios (`domain.md` 5). */
const named = (name: string) => PersonId.parse(`U0${name}`);
export const asha = named('ASHA');
export const ben = named('BEN');
export const marek = named('MAREK');
export const chloe = named('CHLOE');
export const priya = named('PRIYA');
export const tom = named('TOM');
export const lena = named('LENA');
export const malik = named('MALIK');
export const omar = named('OMAR');
export const dev = named('DEV');
export const gwen = named('GWEN');
export const monitor = Monitor.parse('monitor:prometheus');
export const anAlert = `ALERT-${'a1'.repeat(16)}` as AlertId;
export const anUnplacedAlert = (at: string, more: Partial<PutOnRecord> = {}): PutOnRecord => ({
  id: anAlert,
  source: monitor,
  key: 'giftcards-5xx',
  summary: 'Error rate over 5 %',
  severity: 'sev2',
  names: ['giftcards-5xx'],
  at,
  episode: 1,
  service: null,
  incident: null,
  ...more,
});
export const crowd = (size: number) => Array.from({ length: size }, (_, n) => PersonId.parse(`U9${String(n).padStart(9, '0')}`));

export const member: Person = { state: 'known', kind: 'member', deactivated: false, zone: 'Europe/London' };
export const livingIn = (zone: string): Person => ({ state: 'known', kind: 'member', deactivated: false, zone });
export const guest: Person = { ...member, kind: 'guest' };
export const bot: Person = { ...member, kind: 'bot' };
export const deactivated: Person = { ...member, deactivated: true };
export const stranger: Person = { state: 'unknown' };

/** Tuesday 10 March 2026, two in the afternoon in London: working hours. */
export const tuesday = '2026-03-10T14:00:00.000Z';
/** Saturday of the same week, 11:20: nobody works. */
export const saturday = '2026-03-14T11:20:00.000Z';
export const plus = (at: string, minutes: number) => new Date(Date.parse(at) + minutes * 60_000).toISOString();

/** Monday to Monday at nine; Asha has the week of `tuesday`. */
export const aRota = (order: PersonId[], more: Partial<Rota> = {}): Rota => ({
  starts: '2026-03-09',
  handOver: '09:00',
  order,
  away: [],
  ...more,
});

export const aTeam = (more: Partial<ActiveTeam> = {}): ActiveTeam => ({
  state: 'active',
  name: 'Team Bedroom',
  teamType: 'delivery_team',
  zone: 'Europe/London',
  workingHours: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:30' },
  holidays: [],
  lead: marek,
  members: [asha, ben, marek, chloe],
  rota: aRota([asha, ben]),
  ...more,
});

export const managers = (more: Partial<ActiveTeam> = {}) =>
  aTeam({ name: 'Incident Managers', teamType: 'production_support', lead: lena, members: [lena, malik], rota: null, ...more });
export const serviceDesk = (more: Partial<ActiveTeam> = {}) =>
  aTeam({ name: 'Service Desk', teamType: 'service_desk', lead: gwen, members: [gwen, tom], rota: null, ...more });

export const slug = (name: string) => ServiceSlug.parse(name);
export const teamSlug = (name: string) => TeamSlug.parse(name);

export const aService = (more: Partial<RegisteredService> = {}): RegisteredService => ({
  state: 'registered',
  slug: slug('bedroom'),
  name: 'Bedroom',
  kind: 'digital_service',
  productDomain: 'home',
  lifecycle: 'active',
  productManager: priya,
  availabilityTarget: 99,
  aliases: [],
  journeys: [],
  alertKeys: [],
  urls: [],
  dashboards: [],
  assertions: 1,
  lifecycles: 0,
  targetings: 0,
  ...more,
});

export const anEntry = (name: string, more: Partial<ServiceEntry> = {}): ServiceEntry => ({
  slug: name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
  name,
  aliases: [],
  journeys: [],
  alertKeys: [],
  urls: [],
  ...more,
});

/** Somebody's word that a team owns it from a time on; recorded when it takes effect, unless said otherwise. */
export const owned = (version: number, owner: string, effectiveFrom: string, more: Partial<Assertion> = {}): Assertion => ({
  version,
  owner: teamSlug(owner),
  model: 'ybiyri',
  solution: 'none',
  effectiveFrom,
  recordedAt: effectiveFrom,
  ...more,
});
export const longAgo = '2025-01-01T00:00:00.000Z';

export const anOwner = (more: Partial<Owner> = {}): Owner => ({
  team: teamSlug('team-bedroom'),
  teamType: 'delivery_team',
  ownershipVersion: 1,
  model: 'ybiyri',
  solution: 'none',
  lifecycle: 'active',
  ...more,
});

/** The events of an incident. Each is the plain one; a test says only what is particular about its own. */
type More<Type extends IncidentEvent['type']> = Partial<Omit<Fact<Type>, 'type'>>;
export const declared = (more: More<'IncidentDeclared'> = {}): Fact<'IncidentDeclared'> => ({
  type: 'IncidentDeclared',
  at: tuesday,
  by: tom,
  reportedBy: tom,
  severity: 'sev1',
  service: slug('bedroom'),
  private: false,
  drill: false,
  titleId: 'title',
  ...more,
});
export const reported = (more: More<'IncidentReported'> = {}): Fact<'IncidentReported'> => ({
  type: 'IncidentReported',
  at: plus(tuesday, 1),
  by: dev,
  reportedBy: dev,
  severity: 'sev2',
  textId: 'report',
  ...more,
});
export const routed = (more: More<'IncidentRouted'> = {}): Fact<'IncidentRouted'> => ({
  type: 'IncidentRouted',
  at: tuesday,
  owner: anOwner(),
  working: true,
  uncoveredSince: null,
  ladder: [
    { role: 'on_call', people: [asha] },
    { role: 'side_kick', people: [ben] },
    { role: 'lead', people: [marek] },
    { role: 'management', people: [priya, lena, malik] },
  ],
  swarm: [tom, asha, ben, marek, chloe],
  leftOut: [],
  moreLeftOut: 0,
  ...more,
});
export const unrouted = (more: More<'IncidentUnrouted'> = {}): Fact<'IncidentUnrouted'> => ({
  type: 'IncidentUnrouted',
  at: tuesday,
  reason: 'nobody_to_ask',
  ...more,
});
export const serviceChanged = (more: More<'IncidentServiceChanged'> = {}): Fact<'IncidentServiceChanged'> => ({
  type: 'IncidentServiceChanged',
  at: plus(tuesday, 6),
  by: lena,
  from: null,
  to: slug('bedroom'),
  ...more,
});
export const channelOpened = (more: More<'IncidentChannelOpened'> = {}): Fact<'IncidentChannelOpened'> => ({
  type: 'IncidentChannelOpened',
  at: tuesday,
  channel: 'C0ROOM',
  private: false,
  ...more,
});
export const channelRefused = (more: More<'IncidentChannelRefused'> = {}): Fact<'IncidentChannelRefused'> => ({
  type: 'IncidentChannelRefused',
  at: tuesday,
  code: 'restricted_action',
  ...more,
});
export const paged = (more: More<'IncidentPaged'> = {}): Fact<'IncidentPaged'> => ({
  type: 'IncidentPaged',
  at: tuesday,
  person: asha,
  rung: 0,
  generation: 1,
  via: 'slack',
  outcome: 'delivered',
  ...more,
});
export const pageRefused = (more: More<'IncidentPaged'> = {}) => paged({ outcome: 'refused', code: 'user_disabled', ...more });
export const escalated = (more: More<'IncidentEscalated'> = {}): Fact<'IncidentEscalated'> => ({
  type: 'IncidentEscalated',
  at: plus(tuesday, 5),
  rung: 1,
  role: 'side_kick',
  people: [ben],
  because: 'no_acknowledgement',
  ...more,
});
export const acknowledged = (more: More<'IncidentAcknowledged'> = {}): Fact<'IncidentAcknowledged'> => ({
  type: 'IncidentAcknowledged',
  at: plus(tuesday, 1),
  by: asha,
  ...more,
});
export const unacknowledged = (more: More<'IncidentUnacknowledged'> = {}): Fact<'IncidentUnacknowledged'> => ({
  type: 'IncidentUnacknowledged',
  at: plus(tuesday, 20),
  by: asha,
  ...more,
});

const byItself: string[] = ['IncidentTeamPaged', 'IncidentUpdateOverdue', 'IncidentWentQuiet', 'IncidentArchived'];
/** Any event of an incident that has no builder of its own, by Asha and as of `tuesday` unless it is said otherwise. */
export const happened = <Type extends IncidentEvent['type']>(
  type: Type,
  more: Omit<Fact<Type>, 'type' | 'at' | 'by'> & { at?: string; by?: Author },
) => ({ type, at: tuesday, ...(!byItself.includes(type) && { by: asha }), ...more }) as unknown as Fact<Type>;
export const window = (from: string, to: string | null, more: Partial<ImpactWindow> = {}): ImpactWindow => ({
  level: 'unavailable',
  fraction: 1,
  from,
  to,
  ...more,
});
const message = { channel: 'C0ROOM', ts: '1773154000.000100' };
/** What people do until it is over, and over again. */
export const toTheEnd = (from = tuesday): IncidentEvent[] => [
  happened('IncidentRoleAssigned', { at: plus(from, 1), role: 'commander', person: lena }),
  happened('IncidentTitleChanged', { at: plus(from, 2), titleId: 'title2' }),
  happened('IncidentSubscribed', { at: plus(from, 3), subscriber: { kind: 'person', person: priya } }),
  happened('IncidentUpdateOverdue', { at: plus(from, 30), due: plus(from, 30) }),
  happened('IncidentUpdateSnoozed', { at: plus(from, 31), minutes: 15 }),
  happened('IncidentUpdated', { at: plus(from, 32), textId: 'update', nextBy: null }),
  happened('IncidentNoted', { at: plus(from, 33), textId: 'note', happenedAt: from }),
  happened('IncidentNotesErased', { at: plus(from, 33), notes: [{ version: 2, happenedAt: from }] }),
  happened('IncidentSeverityChanged', { at: plus(from, 34), from: 'sev1', to: 'sev3', reasonId: 'why', afterResolution: false }),
  happened('IncidentImpactChanged', { at: plus(from, 35), before: [], windows: [window(plus(from, -11), null)] }),
  happened('IncidentImpactChanged', {
    at: plus(from, 36),
    before: [window(plus(from, -11), null)],
    windows: [window(plus(from, -11), plus(from, 36))],
  }),
  happened('IncidentWentQuiet', { at: plus(from, 36), since: plus(from, 35) }),
  happened('IncidentStillGoing', { at: plus(from, 36) }),
  happened('IncidentMitigated', { at: plus(from, 36) }),
  happened('IncidentResolved', { at: plus(from, 40), fix: 'workaround', howId: 'how' }),
  happened('IncidentReopened', { at: plus(from, 60) }),
  happened('IncidentResolved', { at: plus(from, 80), fix: 'permanent', howId: 'how2' }),
  happened('IncidentClosed', { at: plus(from, 90) }),
  happened('IncidentUnsubscribed', { at: plus(from, 91), subscriber: { kind: 'person', person: priya } }),
  happened('IncidentHandoverAsked', {
    at: plus(from, 91),
    from: { team: teamSlug('team-bedroom') },
    team: teamSlug('home-mpt'),
    people: [dev],
    reasonId: 'why2',
  }),
  happened('IncidentHandoverDeclined', { at: plus(from, 92), by: dev, team: teamSlug('home-mpt'), askedAt: plus(from, 91) }),
  happened('IncidentHandedOff', {
    at: plus(from, 92),
    because: 'escalated',
    from: { team: teamSlug('ops-bridge'), level: 1 },
    to: { team: teamSlug('team-bedroom'), level: 2 },
    askedAt: plus(from, 92),
    ladder: [{ role: 'on_call', people: [asha] }],
    managers: [],
  }),
  { type: 'CalloutRecorded', at: plus(from, 92), person: asha, as: 'on_call', compensation: 'callout_pay', generation: 3 },
  happened('IncidentSwarmChanged', { at: plus(from, 92), people: [omar], because: 'service', service: slug('checkout') }),
  happened('IncidentMadePrivate', { at: plus(from, 93), people: [omar] }),
  happened('IncidentTeamPaged', {
    at: plus(from, 92),
    team: teamSlug('team-bedroom'),
    generation: 1,
    via: 'pagerduty',
    outcome: 'delivered',
  }),
  happened('IncidentAlertCleared', { at: plus(from, 92), by: monitor, alert: anAlert }),
  happened('IncidentReattributed', {
    at: plus(from, 92),
    owner: anOwner({ team: teamSlug('home-mpt') }),
    asOf: from,
    service: slug('bedroom'),
    assertion: 2,
  }),
  happened('IncidentAnsweredElsewhere', { at: plus(from, 92), by: monitor }),
  happened('IncidentMarkedDuplicate', { at: plus(from, 92), of: 'INC-7' }),
  happened('IncidentMarkedDuplicate', { at: plus(from, 92), of: null }),
  happened('IncidentDuplicatesChanged', { at: plus(from, 92), duplicate: 'INC-8', added: true, declaredAt: from, people: [gwen] }),
  happened('IncidentMessagePinned', { at: plus(from, 93), entryId: 'entry', message, happenedAt: plus(from, 50) }),
  happened('IncidentMessageDated', { at: plus(from, 93), entryId: 'entry2', message, happenedAt: plus(from, 45) }),
  happened('IncidentMessageUnpinned', { at: plus(from, 93), entryId: 'entry2', message, because: 'unpinned' }),
  happened('IncidentAccessGranted', { at: plus(from, 93), person: dev }),
  happened('IncidentArchived', { at: plus(from, 94) }),
];

export const noIncident: Incident = { state: 'none' };
export const given = (...events: IncidentEvent[]): Incident => events.reduce(incidents.evolve, incidents.initial);
export function givenOpen(...events: IncidentEvent[]): OpenIncident {
  const incident = given(...events);
  if (incident.state === 'none') throw new Error('These events declare nothing');
  return incident;
}

export const inc311: IncidentId = 'INC-311';
export const aView = (
  events: IncidentEvent[] = [declared(), routed(), channelOpened()],
  more: Partial<IncidentView> = {},
): IncidentView => ({
  id: inc311,
  incident: givenOpen(...events),
  version: events.length,
  now: plus(tuesday, 1),
  title: "Customers can't add beds to basket",
  service: aService(),
  team: aTeam(),
  organisation: organisations.initial,
  roomShared: false,
  listeners: givenOpen(...events).subscribers,
  near: [],
  similar: [],
  stakeholders: {},
  past: [],
  ...more,
});

export type Stage = ReturnType<typeof aStage>;

/** Every port over one table in memory, with a clock that stands still until it is told otherwise. */
export function aStage(at = tuesday, table = memoryTable(), begunWith = 0) {
  let time = at;
  let ids = begunWith;
  const now = () => time;
  const setTime = (to: string) => {
    time = to;
  };
  const kept = () => [time, memoryTable(table.all()), ids] as const;
  return { ...memoryStore({ now, table }), now, newId: () => `x${++ids}`, setTime, kept };
}
/** What happens in one of the two is unknown to the other. */
export const copyOf = (stage: Stage): Stage => aStage(...stage.kept());

/** Teams, services and people as the acts of the catalogue put them on record. */
export async function hasTeam(stage: Stage, name: string, { state: _state, rota, ...team }: ActiveTeam) {
  await perform(stage, teams, teamId(name), describeTeam, { at: stage.now(), ...team });
  await perform(stage, teams, teamId(name), setRota, { at: stage.now(), rota });
}
type Catalogued = Pick<Stage, 'records' | 'now'>;
/** As a catalogue's file says it that knows all else that is on record of it; `row` is one more word on whose it is. */
export async function keepsService(stage: Catalogued, described: ServiceDescription, at = stage.now(), row?: OwnedRow) {
  const [service, assertions] = await onRecord(stage, described.slug);
  const targets = service.state === 'registered' ? targetsOf(service) : {};
  const availability = described.availabilityTarget;
  const others = believed(assertions).map(ownedRowOf);
  const ownership = row ? [...others.filter(({ effectiveFrom }) => effectiveFrom !== row.effectiveFrom), row] : others;
  return perform(stage, services, serviceId(described.slug), keepService, {
    at,
    described,
    ownership: ownership.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1)),
    lifecycles: undefined,
    targets: { ...targets, ...(availability !== undefined && { availability }) },
    targetings: undefined,
  });
}
export async function isOwned(stage: Catalogued, service: string, { version, recordedAt, supersedes: _, ...row }: Assertion) {
  const [known] = await onRecord(stage, slug(service));
  if (known.state === 'none') throw new Error(`There is no ${service}`);
  return known.assertions < version ? keepsService(stage, descriptionOf(known), recordedAt, row) : undefined;
}
const onRecord = ({ records }: Catalogued, service: ServiceSlug) =>
  records
    .load([serviceRef(service), assertionsRef(service)] as Ref<unknown>[])
    .then((found) => found.map(({ value }) => value) as [Service, Assertion[]]);

export async function hasService(stage: Stage, registered: RegisteredService, ...owners: Assertion[]) {
  const service = descriptionOf(registered);
  await keepsService(stage, service);
  for (const assertion of owners) await isOwned(stage, service.slug, assertion);
  await stage.directory.put(service);
}
export async function hasPerson(stage: Stage, id: PersonId, person: Person) {
  if (person.state === 'unknown') return;
  const { kind, deactivated: gone, zone } = person;
  await perform(stage, people, personAggregate(id), observePerson, { at: stage.now(), kind, deactivated: gone, zone });
}
export const hasGroup = (stage: Stage, id: string, members: PersonId[]) =>
  perform(stage, groups, groupId(GroupId.parse(id)), observeGroup, { at: stage.now(), members });

export const hasOrganisation = (stage: Stage, more: { at?: string } & Pick<Organisation, 'heads' | 'facilitators'> = {}) =>
  perform(stage, organisations, organisationId, configureOrganisation, {
    at: stage.now(),
    name: 'Harrow Home',
    zone: 'Europe/London',
    incidentManagers: teamSlug('incident-managers'),
    serviceDesk: teamSlug('service-desk'),
    announcements: '#incidents',
    ownership: '#ownership',
    unrouted: '#incidents-unrouted',
    learning: '#learning',
    operations: '#muster-ops',
    ...more,
  });

/** Bedroom belongs to Team Bedroom; incident managers and a service desk stand by. */
export async function harrowHome(at = tuesday, stage = aStage(at)): Promise<Stage> {
  await hasOrganisation(stage, { at });
  await hasTeam(stage, 'incident-managers', managers());
  await hasTeam(stage, 'service-desk', serviceDesk());
  await hasTeam(stage, 'team-bedroom', aTeam());
  await hasService(stage, aService(), owned(1, 'team-bedroom', longAgo));
  return stage;
}
