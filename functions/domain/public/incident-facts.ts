import * as z from 'zod';
import { DetectedBy } from '#domain/incident/declaring-events';
import type { Fact, IncidentEvent } from '#domain/incident/events';
import { ImpactWindow } from '#domain/incident/impact';
import { Fix } from '#domain/incident/restoring-events';
import { type Rung, RungRole } from '#domain/incident/routing';
import { Severity, worse } from '#domain/incident/severity';
import { PersonId } from '#domain/person/person';
import { ServiceSlug } from '#domain/service/service';
import { PublicOwner, publicOwner } from './owner.ts';
import { neverPassed, passingFacts, passingShape } from './passing-facts.ts';

const at = z.iso.datetime();

/** All that reports need to know of an incident, as of one version. A fact is replaced only by one of a higher version. */
export const IncidentFacts = z.object({
  incident_id: z.string(),
  declared_at: at,
  severity_declared: Severity,
  severity_current: Severity,
  severity_peak: Severity.describe('The worst it ever was; it never falls'),
  service_id: ServiceSlug.nullable(),
  private: z.boolean(),
  drill: z.boolean().describe('Practice: in no measure'),
  declared_afterwards: z.boolean().describe('It was over when it was put on record; its times are when it was'),
  detected_by: DetectedBy.optional(),
  related_to: z.string().nullable().describe('The incident that this one goes on from'),
  duplicate_of: z.string().nullable().describe('The same as that one, which counts for both: in no measure'),
  duplicates: z.array(z.object({ incident_id: z.string(), declared_at: at })).describe('The same as this one, and counted as one with it'),
  first_declared_at: at.describe('The earliest declaration of this one and its duplicates'),
  reports: z.int(),
  owner: PublicOwner.nullable().describe('As of the declaration; null while the service is unknown or has no owner'),
  owner_as_of: at.nullable().describe('When customers began to be hurt, where whose it was then was corrected afterwards'),
  restated: z.boolean().describe('What was reported of it before named another owner'),
  routed_at: at.nullable(),
  asked: z.array(z.object({ role: RungRole, at, people: z.array(PersonId) })).describe('Who was asked, in turn'),
  pages_delivered: z.int(),
  pages_refused: z.int(),
  unrouted: z.boolean(),
  acknowledged_at: at.nullable().describe('When somebody first had it'),
  acknowledged_by: PersonId.nullable(),
  time_to_acknowledge_s: z.number().nullable(),
  unacknowledged_count: z.int(),
  updates: z.int(),
  updates_overdue: z.int(),
  impact: z.array(ImpactWindow).describe('When customers were hurt, as believed now; `to` is null while it lasts'),
  mitigated_at: at.nullable(),
  resolved_at: at.nullable().describe('When it was last over; null while it is not'),
  resolutions: z.array(at).describe('Every time it was resolved, in order'),
  fix_kind: Fix.nullable(),
  reopened_at: z.array(at),
  reopen_count: z.int(),
  closed_at: at.nullable(),
  cancelled_at: at.nullable().describe('A false alarm: in no measure'),
  ...passingShape,
});
export type IncidentFacts = z.infer<typeof IncidentFacts>;

/** Folds the log, in order; `undefined` before the declaration. */
export const incidentFacts = (id: string, events: IncidentEvent[]): IncidentFacts | undefined =>
  events.reduce<IncidentFacts | undefined>((facts, event) => {
    const next = learn(id, facts, event);
    return next && { ...next, ...passingFacts(next, event) };
  }, undefined);

function learn(id: string, facts: IncidentFacts | undefined, event: IncidentEvent): IncidentFacts | undefined {
  if (event.type === 'IncidentDeclared') return declared(id, event);
  if (facts === undefined) return undefined;
  switch (event.type) {
    case 'IncidentReported':
      return { ...facts, reports: facts.reports + 1 };
    case 'IncidentServiceChanged':
      return { ...facts, service_id: event.to };
    case 'IncidentRouted': {
      const first = event.ladder[0];
      // Where it waits for a working day, or starts with who is above the on-call, they are asked by an event of its own.
      const asked = first?.role === 'on_call' && event.waitsUntil === undefined ? askedToo(facts, event.at, first) : facts.asked;
      // Opened again it may be another team's to run; whose it was when it broke stays.
      const owner = (facts.reopen_count > 0 || facts.restated) && facts.owner ? facts.owner : publicOwner(event.owner);
      return { ...facts, owner, routed_at: event.at, asked };
    }
    case 'IncidentReattributed':
      return { ...facts, owner: publicOwner(event.owner), owner_as_of: event.asOf, restated: true };
    case 'IncidentEscalated':
      return { ...facts, asked: askedToo(facts, event.at, event) };
    case 'IncidentHandedOff':
      // Whoever takes it when they are asked to has it at once.
      return event.because === 'handover' ? facts : { ...facts, asked: askedToo(facts, event.at, event.ladder[0]) };
    case 'IncidentPaged':
    case 'IncidentTeamPaged':
      return event.outcome === 'delivered'
        ? { ...facts, pages_delivered: facts.pages_delivered + 1 }
        : { ...facts, pages_refused: facts.pages_refused + 1 };
    case 'IncidentUnrouted':
      return { ...facts, unrouted: true };
    case 'IncidentAcknowledged':
      return { ...facts, ...acknowledged(facts, event) };
    case 'IncidentUnacknowledged':
      return { ...facts, unacknowledged_count: facts.unacknowledged_count + 1 };
    case 'IncidentUpdated':
      return { ...facts, updates: facts.updates + 1 };
    case 'IncidentUpdateOverdue':
      return { ...facts, updates_overdue: facts.updates_overdue + 1 };
    case 'IncidentSeverityChanged':
      return { ...facts, severity_current: event.to, severity_peak: worse(event.to, facts.severity_peak) };
    case 'IncidentImpactChanged':
      return { ...facts, impact: event.windows.map(({ level, fraction, from, to }) => ({ level, fraction, from, to })) };
    case 'IncidentMitigated':
      return { ...facts, mitigated_at: event.at };
    case 'IncidentResolved':
      return { ...facts, resolved_at: event.at, resolutions: [...facts.resolutions, event.at], fix_kind: event.fix };
    case 'IncidentReopened': {
      const reopened_at = [...facts.reopened_at, event.at];
      return { ...facts, ...notOver, reopened_at, reopen_count: reopened_at.length };
    }
    case 'IncidentClosed':
      return { ...facts, closed_at: event.at };
    case 'IncidentCancelled':
      return { ...facts, cancelled_at: event.at };
    case 'IncidentMadePrivate':
      return { ...facts, private: true };
    case 'IncidentMarkedDuplicate':
      return { ...facts, duplicate_of: event.of };
    case 'IncidentDuplicatesChanged':
      return { ...facts, ...withDuplicate(facts, event) };
    case 'IncidentArchived':
    case 'IncidentWentQuiet':
    case 'IncidentStillGoing':
    case 'IncidentUpdateSnoozed':
    case 'IncidentNoted':
    case 'IncidentNotesErased':
    case 'IncidentMessagePinned':
    case 'IncidentMessageUnpinned':
    case 'IncidentMessageDated':
    case 'IncidentTitleChanged':
    case 'IncidentRoleAssigned':
    case 'IncidentHandoverAsked':
    case 'IncidentHandoverDeclined':
    case 'CalloutRecorded':
    case 'IncidentSubscribed':
    case 'IncidentUnsubscribed':
    case 'IncidentSwarmChanged':
    case 'IncidentAccessGranted':
    case 'IncidentAnsweredElsewhere':
    case 'IncidentAlertCleared':
    case 'IncidentChannelOpened':
    case 'IncidentChannelRefused':
      return facts;
    default:
      return event satisfies never;
  }
}

const askedToo = ({ asked }: IncidentFacts, at: string, rung: Rung | undefined): IncidentFacts['asked'] =>
  rung === undefined ? asked : [...asked, { role: rung.role, at, people: rung.people }];

function withDuplicate(facts: IncidentFacts, { duplicate, added, declaredAt }: Fact<'IncidentDuplicatesChanged'>) {
  const others = facts.duplicates.filter(({ incident_id }) => incident_id !== duplicate);
  const duplicates = added ? [...others, { incident_id: duplicate, declared_at: declaredAt }] : others;
  const [first_declared_at = facts.declared_at] = [facts.declared_at, ...duplicates.map((one) => one.declared_at)].toSorted();
  return { duplicates, first_declared_at };
}

const notOver = { mitigated_at: null, resolved_at: null, fix_kind: null, closed_at: null };

const declared = (id: string, event: Extract<IncidentEvent, { type: 'IncidentDeclared' }>): IncidentFacts => ({
  incident_id: id,
  declared_at: event.at,
  severity_declared: event.severity,
  severity_current: event.severity,
  severity_peak: event.severity,
  service_id: event.service,
  private: event.private,
  drill: event.drill,
  declared_afterwards: event.afterwards ?? false,
  ...(event.detectedBy && { detected_by: event.detectedBy }),
  related_to: event.relatedTo ?? null,
  duplicate_of: null,
  duplicates: [],
  first_declared_at: event.at,
  reports: 1,
  owner: null,
  owner_as_of: null,
  restated: false,
  routed_at: null,
  asked: [],
  pages_delivered: 0,
  pages_refused: 0,
  unrouted: false,
  acknowledged_at: null,
  acknowledged_by: null,
  time_to_acknowledge_s: null,
  unacknowledged_count: 0,
  updates: 0,
  updates_overdue: 0,
  impact: [],
  ...notOver,
  resolutions: [],
  reopened_at: [],
  reopen_count: 0,
  cancelled_at: null,
  ...neverPassed,
});

function acknowledged(facts: IncidentFacts, { at, by }: { at: string; by: PersonId }) {
  if (facts.acknowledged_at !== null) return {};
  return { acknowledged_at: at, acknowledged_by: by, time_to_acknowledge_s: (Date.parse(at) - Date.parse(facts.declared_at)) / 1000 };
}
