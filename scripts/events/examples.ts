import type { IncidentEvent } from '#domain/incident/events';
import { improvementId, postmortemId, serviceId, teamId, transferId } from '#domain/keys';
import { Monitor } from '#domain/person/author';
import { PersonId } from '#domain/person/person';
import type { Log, PublicEvent } from '#domain/ports';
import { toPublic } from '#domain/public/to-public';
import type { EventRecord, Json } from '#domain/records';
import { type ServiceDescription, type ServiceEvent, ServiceSlug } from '#domain/service/service';
import { type TeamEvent, TeamSlug } from '#domain/team/team';
import { improvementCourse, postmortemCourse } from './learnt-course.ts';
import { transferCourse } from './transfer-course.ts';

const [ana, ben, cleo, dev, eli] = ['U0ANA', 'U0BEN', 'U0CLEO', 'U0DEV', 'U0ELI'].map((id) => PersonId.parse(id)) as [
  PersonId,
  PersonId,
  PersonId,
  PersonId,
  PersonId,
];
const checkout = ServiceSlug.parse('checkout');
const payments = TeamSlug.parse('payments');
const time = (clock: string) => `2026-03-10T${clock}.000Z`;
const who = { person: ben, rung: 0, generation: 1, via: 'slack' } as const;

const message = { channel: 'C0ROOM', ts: '1773108720.000100' };

/** One incident in which everything happens once, the unlikely too. */
const incident: IncidentEvent[] = [
  {
    type: 'IncidentDeclared',
    at: time('14:02:00'),
    by: ana,
    reportedBy: ana,
    severity: 'sev2',
    service: null,
    private: false,
    drill: false,
    detectedBy: 'customer',
    titleId: 't1',
  },
  { type: 'IncidentServiceChanged', at: time('14:02:20'), by: ana, from: null, to: checkout },
  {
    type: 'IncidentRouted',
    at: time('14:02:21'),
    owner: {
      team: payments,
      teamType: 'delivery_team',
      ownershipVersion: 1,
      model: 'ybiyri',
      solution: 'none',
      lifecycle: 'active',
      target: 99.9,
    },
    working: true,
    uncoveredSince: null,
    ladder: [
      { role: 'on_call', people: [ben] },
      { role: 'side_kick', people: [cleo] },
      { role: 'lead', people: [dev] },
      { role: 'management', people: [eli] },
    ],
    swarm: [ana, ben, cleo, dev],
    leftOut: [{ person: PersonId.parse('U0GUEST'), reason: 'guest' }],
    moreLeftOut: 0,
  },
  { type: 'IncidentPaged', at: time('14:02:22'), ...who, outcome: 'delivered' },
  { type: 'IncidentChannelOpened', at: time('14:02:23'), channel: 'C0INC311', private: false },
  { type: 'IncidentReported', at: time('14:04:10'), by: dev, reportedBy: dev, severity: 'sev2', detectedBy: 'colleague', textId: 't2' },
  { type: 'IncidentTeamPaged', at: time('14:02:22'), team: payments, generation: 1, via: 'pagerduty', outcome: 'delivered' },
  {
    type: 'IncidentReattributed',
    at: time('14:02:59'),
    by: ana,
    owner: {
      team: payments,
      teamType: 'delivery_team',
      ownershipVersion: 2,
      model: 'ybiyri',
      solution: 'none',
      lifecycle: 'active',
      target: 99.9,
    },
    asOf: time('14:02:00'),
    service: checkout,
    assertion: 2,
  },
  { type: 'IncidentAnsweredElsewhere', at: time('14:03:00'), by: Monitor.parse('monitor:pagerduty') },
  { type: 'IncidentAlertCleared', at: time('14:03:10'), by: Monitor.parse('monitor:prometheus'), alert: `ALERT-${'0'.repeat(32)}` },
  { type: 'IncidentEscalated', at: time('14:07:20'), rung: 1, role: 'side_kick', people: [cleo], because: 'no_acknowledgement' },
  { type: 'IncidentAcknowledged', at: time('14:08:05'), by: cleo },
  { type: 'IncidentUnacknowledged', at: time('14:30:00'), by: cleo },
  { type: 'IncidentRoleAssigned', at: time('14:31:00'), by: ana, role: 'commander', person: ana },
  { type: 'IncidentTitleChanged', at: time('14:31:30'), by: ana, titleId: 't3' },
  { type: 'IncidentSubscribed', at: time('14:32:00'), by: eli, subscriber: { kind: 'person', person: eli } },
  { type: 'IncidentSwarmChanged', at: time('14:32:02'), by: ana, people: [eli], because: 'service', service: ServiceSlug.parse('basket') },
  {
    type: 'IncidentHandoverAsked',
    at: time('14:32:03'),
    by: ana,
    from: { team: payments },
    team: TeamSlug.parse('platform'),
    people: [eli],
    reasonId: 't10',
  },
  { type: 'IncidentHandoverDeclined', at: time('14:32:03'), by: eli, team: TeamSlug.parse('platform'), askedAt: time('14:32:03') },
  {
    type: 'IncidentHandedOff',
    at: time('14:32:04'),
    by: ana,
    because: 'escalated',
    from: { team: TeamSlug.parse('ops-bridge'), level: 1 },
    to: { team: payments, level: 2 },
    askedAt: time('14:32:04'),
    reasonId: 't11',
    ladder: [{ role: 'on_call', people: [ben] }],
    managers: [],
  },
  { type: 'CalloutRecorded', at: time('14:32:04'), person: ben, as: 'on_call', compensation: 'callout_pay', generation: 2 },
  { type: 'IncidentUpdateOverdue', at: time('14:32:05'), due: time('14:32:00') },
  { type: 'IncidentUpdateSnoozed', at: time('14:33:00'), by: ana, minutes: 15 },
  { type: 'IncidentNoted', at: time('14:34:00'), by: cleo, textId: 't4', happenedAt: time('14:20:00') },
  { type: 'IncidentNotesErased', at: time('14:34:30'), by: cleo, notes: [{ version: 9, happenedAt: time('14:20:00') }] },
  { type: 'IncidentUpdated', at: time('14:35:00'), by: ana, textId: 't5', nextBy: time('15:05:00') },
  { type: 'IncidentSeverityChanged', at: time('14:36:00'), by: ana, from: 'sev2', to: 'sev1', reasonId: 't6', afterResolution: false },
  {
    type: 'IncidentImpactChanged',
    at: time('14:37:00'),
    by: ana,
    before: [],
    windows: [{ level: 'unavailable', fraction: 1, from: time('13:51:00'), to: null }],
  },
  { type: 'IncidentWentQuiet', at: time('14:38:00'), since: time('14:37:00') },
  { type: 'IncidentStillGoing', at: time('14:39:00'), by: cleo },
  { type: 'IncidentMitigated', at: time('14:40:00'), by: cleo },
  { type: 'IncidentResolved', at: time('14:45:00'), by: cleo, fix: 'workaround', howId: 't7' },
  { type: 'IncidentReopened', at: time('15:00:00'), by: cleo },
  { type: 'IncidentResolved', at: time('15:20:00'), by: cleo, fix: 'permanent', howId: 't8' },
  { type: 'IncidentClosed', at: time('16:00:00'), by: ana },
  {
    type: 'IncidentDuplicatesChanged',
    at: time('16:00:30'),
    by: ana,
    duplicate: 'INC-312',
    added: true,
    declaredAt: time('14:01:50'),
    people: [dev],
  },
  { type: 'IncidentUnsubscribed', at: time('16:01:00'), by: eli, subscriber: { kind: 'person', person: eli } },
  { type: 'IncidentMadePrivate', at: time('16:02:00'), by: ana, people: [dev] },
  { type: 'IncidentArchived', at: time('16:03:00') },
];

/** Another one, private, that finds neither a channel nor anyone. */
const lonely: IncidentEvent[] = [
  {
    type: 'IncidentDeclared',
    at: time('02:11:00'),
    by: ana,
    reportedBy: ana,
    severity: 'sev1',
    service: null,
    private: true,
    drill: false,
    titleId: 't1',
    relatedTo: 'INC-298',
  },
  { type: 'IncidentChannelRefused', at: time('02:11:02'), code: 'restricted_action' },
  { type: 'IncidentMessagePinned', at: time('02:12:10'), by: ana, entryId: 'n1', message, happenedAt: time('02:12:00') },
  { type: 'IncidentMessageDated', at: time('02:12:20'), by: ana, entryId: 'n2', message, happenedAt: time('02:05:00'), kind: 'decision' },
  { type: 'IncidentMessageUnpinned', at: time('02:12:30'), by: ana, entryId: 'n2', message, because: 'unpinned' },
  { type: 'IncidentAccessGranted', at: time('02:11:02'), by: ana, person: ben },
  { type: 'IncidentUnrouted', at: time('02:11:03'), reason: 'nobody_to_ask' },
  { type: 'IncidentMarkedDuplicate', at: time('02:12:00'), by: ana, of: 'INC-309' },
  { type: 'IncidentMarkedDuplicate', at: time('02:14:00'), by: ana, of: null },
  { type: 'IncidentCancelled', at: time('02:20:00'), by: ana, reasonId: 't9' },
];

const described: ServiceDescription = {
  slug: checkout,
  name: 'Checkout',
  kind: 'digital_service',
  productDomain: 'Buying',
  lifecycle: 'active',
  productManager: eli,
  availabilityTarget: 99.9,
  aliases: [],
  journeys: [],
  alertKeys: [],
  urls: [],
  dashboards: [],
};
const service: ServiceEvent[] = [
  { type: 'ServiceRegistered', at: time('08:00:00'), ...described },
  {
    type: 'OwnershipAsserted',
    at: time('08:00:01'),
    version: 1,
    owner: payments,
    model: 'ybiyri',
    solution: 'none',
    effectiveFrom: time('08:00:00'),
  },
  { type: 'ServiceChanged', at: time('09:00:00'), ...described },
  {
    type: 'ServiceTargetsChanged',
    at: time('09:00:01'),
    by: ana,
    version: 2,
    targets: { availability: 99.5 },
    effectiveFrom: time('09:00:01'),
  },
  {
    type: 'ServiceLifecycleChanged',
    at: time('09:00:02'),
    by: ana,
    version: 2,
    from: 'active',
    to: 'maintenance_mode',
    effectiveFrom: time('09:00:02'),
    fundingEndedOn: '2026-03-31',
  },
  {
    type: 'OwnershipCorrected',
    at: time('09:00:02'),
    by: ana,
    version: 2,
    supersedes: 1,
    from: time('08:00:00'),
    until: time('08:30:00'),
    reasonId: 'reason',
  },
  { type: 'SupportModelChanged', at: time('09:00:03'), by: ana, from: 'ybiyri', to: 'ops_run_it' },
  { type: 'ServiceOrphaned', at: time('09:00:04'), team: payments, because: 'nobody_in_it', standIns: [TeamSlug.parse('shops')] },
  {
    type: 'ServiceHandedBack',
    at: time('09:00:05'),
    by: eli,
    team: payments,
    fundedUntil: '2027-03-31',
    budgetHolder: eli,
    featurePercent: 60,
    wordsId: 't1',
  },
];

const crew = {
  name: 'Payments',
  teamType: 'delivery_team' as const,
  zone: 'Europe/London',
  region: 'emea',
  workingHours: { days: [], from: '09:00', to: '17:30' },
  holidays: [],
  lead: dev,
  members: [ben, cleo, dev],
};
const team: TeamEvent[] = [
  { type: 'TeamCreated', at: time('07:00:00'), ...crew },
  { type: 'TeamRotaSet', at: time('07:00:01'), rota: { starts: '2026-01-05', handOver: '10:00', order: [ben, cleo, dev], away: [] } },
  { type: 'TeamChanged', at: time('07:30:00'), ...crew, members: [ben, cleo] },
  {
    type: 'OnCallRotated',
    at: time('10:00:00'),
    begins: time('10:00:00'),
    ends: '2026-03-17T10:00:00.000Z',
    before: { superhero: dev, sideKick: ben },
    now: { superhero: ben, sideKick: cleo },
  },
  {
    type: 'OnCallGapDetected',
    at: time('03:17:00'),
    gap: { from: '2026-03-14T00:00:00.000Z', to: '2026-03-17T10:00:00.000Z' },
    services: [ServiceSlug.parse('checkout')],
    level: 'team',
    told: 'lead',
    people: [dev],
  },
  {
    type: 'TeamDisbandRefused',
    at: time('16:00:00'),
    by: dev,
    owns: [ServiceSlug.parse('checkout')],
    supports: [],
    takesBack: [],
    incoming: [],
    serves: [],
  },
  { type: 'TeamDisbanded', at: time('17:00:00'), by: dev, successor: TeamSlug.parse('shops') },
];

const recorded = (id: EventRecord['id'], events: { type: string; at: string }[]): EventRecord[] =>
  events.map((event, index) => ({
    id,
    version: index + 1,
    type: event.type,
    at: event.at,
    recordedAt: event.at.replace('.000Z', '.120Z'),
    body: event as unknown as Json,
  }));

/** What the bus would carry of them: made by the product's own whitelist, so that an example cannot be wrong. */
export async function examples(): Promise<Record<string, PublicEvent>> {
  const all = [
    ...recorded('INC-311', incident),
    ...recorded('INC-312', lonely),
    ...recorded(serviceId('checkout'), service),
    ...transferCourse.flatMap((events, index) => recorded(transferId(index + 41), events)),
    ...recorded(teamId('payments'), team),
    ...postmortemCourse.flatMap((events, index) => recorded(postmortemId(index + 311), events)),
    ...improvementCourse.flatMap((events, index) => recorded(improvementId(index + 12), events)),
  ];
  const log: Log = { events: async (id, after) => all.filter((one) => one.id === id && one.version > after), texts: async () => ({}) };
  const shown: Record<string, PublicEvent> = {};
  for (const record of all) {
    const event = await toPublic(log, record);
    if (event) shown[event.detailType] ??= event;
  }
  return shown;
}
