import { PersonId } from '#domain/person/person';
import { ServiceSlug } from '#domain/service/service-slug';
import { TeamSlug } from '#domain/team/team-slug';
import type { Finding } from '#domain/transfer/finding';
import type { TransferEvent, TransferFact } from '#domain/transfer/transfer-events';

const person = (id: string) => PersonId.parse(id);
const [leaving, receiving, accountable, onCall] = [person('U0DEV'), person('U0FAY'), person('U0ELI'), person('U0GUS')];
const on = (day: string, clock = '10:00:00') => `2026-${day}T${clock}.000Z`;

const overloaded: Finding = { guardrail: 'G8', verdict: 'warns', figure: 5, limit: 4 };
const busy: Finding = { guardrail: 'G9', verdict: 'blocks', figure: 52, limit: 50 };

const requested: TransferFact<'TransferRequested'> = {
  type: 'TransferRequested',
  at: on('03-16'),
  by: leaving,
  as: 'owning_lead',
  service: ServiceSlug.parse('checkout'),
  kind: 'to_maintenance',
  before: { owner: TeamSlug.parse('payments'), model: 'ybiyri', solution: 'none', lifecycle: 'active', ownershipVersion: 3 },
  plan: {
    to: TeamSlug.parse('shops'),
    model: 'ybiyri',
    solution: 'multi_product_team',
    lifecycle: 'maintenance_mode',
    plannedAt: on('03-30', '09:00:00'),
    handBack: TeamSlug.parse('shops'),
  },
  because: 'funding_ended',
  reasonId: 't1',
  productManager: accountable,
  findings: [overloaded, busy],
};

const completed: TransferEvent[] = [
  requested,
  {
    type: 'GuardrailOverridden',
    at: on('03-16', '10:05:00'),
    by: accountable,
    as: 'product_manager',
    phase: 'request',
    findings: [busy],
    reasonId: 't2',
  },
  {
    type: 'MaintenanceLogExported',
    at: on('03-16', '10:06:00'),
    since: '2025-06-30T09:00:00.000Z',
    logId: 't6',
    incidents: 2,
    workarounds: 1,
    lifecycles: 1,
    targets: 0,
    owners: 1,
  },
  { type: 'TransferReminded', at: on('03-19'), asked: 'receiving_lead' },
  {
    type: 'TransferFundingConfirmed',
    at: on('03-19', '11:00:00'),
    by: accountable,
    endedOn: '2026-03-31',
    onCallPaidBy: accountable,
    costBasis: 'opex',
    targets: 'kept',
  },
  {
    type: 'TransferReadinessChanged',
    at: on('03-19', '12:00:00'),
    by: receiving,
    item: 'runbook_run',
    status: 'done',
    evidence: 'https://wiki.example.com/runbook',
  },
  { type: 'TransferReadinessChanged', at: on('03-19', '12:01:00'), by: accountable, item: 'dashboards', status: 'waived', reasonId: 't3' },
  { type: 'TransferAccepted', at: on('03-19', '14:00:00'), by: receiving, as: 'receiving_lead', findings: [overloaded], complete: true },
  { type: 'TransferShadowStarted', at: on('03-20', '09:00:00'), by: receiving, until: on('03-27', '09:00:00') },
  { type: 'TransferShadowPaged', at: on('03-22', '02:10:00'), person: onCall, as: 'incident', incident: 'INC-311' },
  { type: 'TransferAsked', at: on('03-23'), by: receiving, as: 'receiving_lead', wordsId: 'text-8' },
  { type: 'TransferReplanned', at: on('03-24'), by: receiving, plannedAt: on('03-31', '09:00:00') },
  {
    type: 'TransferBlocked',
    at: on('03-31', '09:01:00'),
    by: receiving,
    findings: [{ guardrail: 'G12', verdict: 'blocks', because: 'active_incident' }],
    missing: ['yearly_upkeep'],
  },
  {
    type: 'OwnershipTransferred',
    at: on('03-31', '12:00:00'),
    by: receiving,
    as: 'receiving_lead',
    findings: [overloaded],
    toVersion: 4,
    warrantyUntil: on('04-30', '12:00:00'),
    reviewsAt: [on('04-30', '12:00:00'), on('06-29', '12:00:00')],
  },
  { type: 'GuardrailCleared', at: on('04-14'), guardrails: ['G9'] },
  { type: 'TransferReviewed', at: on('04-30'), by: receiving, as: 'receiving_lead', afterDays: 30, verdict: 'works' },
];

/** What happens to a transfer: one that is completed, and every other way in which one ends. */
export const transferCourse: TransferEvent[][] = [
  completed,
  [requested, { type: 'TransferDeclined', at: on('03-18'), by: receiving, as: 'receiving_lead', reasonId: 't4' }],
  [requested, { type: 'TransferCancelled', at: on('03-18'), by: leaving, as: 'owning_lead', reasonId: 't5' }],
  [requested, { type: 'TransferExpired', at: on('03-30') }],
];
