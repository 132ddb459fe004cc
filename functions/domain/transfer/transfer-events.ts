import * as z from 'zod';
import { PersonId } from '#domain/person/person';
import { Lifecycle } from '#domain/service/lifecycle';
import { CostBasis, MaintenanceSolution, OwnershipReason, SupportModel } from '#domain/service/ownership';
import { ServiceSlug } from '#domain/service/service-slug';
import { Support } from '#domain/service/support';
import { TeamSlug } from '#domain/team/team-slug';
import { ItemId, ItemState } from './checklist.ts';
import { Finding, GuardrailId } from './finding.ts';
import { TransferKind } from './transfer-kind.ts';

const at = z.iso.datetime();

/** What is to be so once it is completed. */
export const Plan = z.object({
  to: TeamSlug,
  model: SupportModel,
  solution: MaintenanceSolution,
  support: Support.optional(),
  /** Only where it changes. */
  lifecycle: Lifecycle.optional(),
  /** The earliest moment at which it can be completed. */
  plannedAt: at,
  handBack: TeamSlug.optional(),
  costBasis: CostBasis.optional(),
  fundedUntil: z.iso.date().optional(),
  successCriteriaId: z.string().optional(),
  /** What somebody said of it; the rest is what is usual for the service as it is. */
  wished: z
    .object({ model: SupportModel, solution: MaintenanceSolution, support: Support, lifecycle: Lifecycle, handBack: TeamSlug })
    .partial()
    .optional(),
});
export type Plan = z.infer<typeof Plan>;

/** How it was owned when this was asked for. */
export const Before = z.object({
  owner: TeamSlug,
  model: SupportModel,
  solution: MaintenanceSolution,
  lifecycle: Lifecycle,
  ownershipVersion: z.int(),
  handBack: TeamSlug.optional(),
});
export type Before = z.infer<typeof Before>;

/** With which right somebody acts. */
export const ActsAs = z.enum([
  'owning_lead',
  'supporting_lead',
  'receiving_lead',
  'product_manager',
  'delegate',
  'budget_holder',
  'org_head',
  'head_of_operations',
  'on_call',
]);
export type ActsAs = z.infer<typeof ActsAs>;
export const Phase = z.enum(['request', 'acceptance', 'completion']);
export type Phase = z.infer<typeof Phase>;

/** How long somebody's answer is waited for, in working days of the receiving team. */
export const Waiting = z.object({ remindAt: at, escalateAt: at, expiresAt: at });
export type Waiting = z.infer<typeof Waiting>;

/** What the product manager has confirmed: the money, and who pays for its being on call. */
export const Funding = z.object({
  by: PersonId,
  as: ActsAs.optional(),
  at,
  endedOn: z.iso.date().optional(),
  until: z.iso.date().optional(),
  onCallPaidBy: PersonId,
  costBasis: CostBasis,
  targets: z.enum(['kept', 'to_change']),
});
export type Funding = z.infer<typeof Funding>;

export const Override = z.object({
  by: PersonId,
  as: ActsAs,
  at,
  phase: Phase,
  /** With the figures that they were overridden at: what has become worse since wants a new one. */
  findings: z.array(Finding),
  reasonId: z.string(),
});
export type Override = z.infer<typeof Override>;

/** A call that the receiving team took while it was learning. */
export const ShadowPage = z.object({
  at,
  person: PersonId,
  as: z.enum(['test_page', 'incident', 'drill']),
  incident: z.string().optional(),
});
export type ShadowPage = z.infer<typeof ShadowPage>;

export const TransferEvent = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.object({
      type: z.literal('TransferRequested'),
      at,
      by: PersonId,
      as: ActsAs,
      service: ServiceSlug,
      kind: TransferKind,
      before: Before,
      plan: Plan,
      because: OwnershipReason,
      reasonId: z.string(),
      productManager: PersonId,
      findings: z.array(Finding),
      /** Asked for together with others. */
      batch: z.string().optional(),
      /** For the product manager's word on the money. */
      waiting: Waiting.optional(),
    }),
    Override.omit({ at: true }).extend({ type: z.literal('GuardrailOverridden'), at }),
    z.object({ type: z.literal('GuardrailCleared'), at, guardrails: z.array(GuardrailId) }),
    /** `waiting`: for the receiving team's answer, from here on. */
    Funding.extend({ type: z.literal('TransferFundingConfirmed'), waiting: Waiting.optional() }),
    ItemState.extend({ type: z.literal('TransferReadinessChanged'), item: ItemId, status: z.enum(['done', 'waived', 'open']) }),
    /** `complete`: all whose yes it needs have said it. */
    z.object({ type: z.literal('TransferAccepted'), at, by: PersonId, as: ActsAs, findings: z.array(Finding), complete: z.boolean() }),
    z.object({ type: z.literal('TransferDeclined'), at, by: PersonId, as: ActsAs, reasonId: z.string() }),
    z.object({ type: z.literal('TransferShadowStarted'), at, by: PersonId, until: at }),
    ShadowPage.extend({ type: z.literal('TransferShadowPaged') }),
    /** What its records say of the time without money for features, for whoever takes it. */
    z.object({
      type: z.literal('MaintenanceLogExported'),
      at,
      since: at,
      logId: z.string(),
      incidents: z.int(),
      workarounds: z.int(),
      lifecycles: z.int(),
      targets: z.int(),
      owners: z.int(),
    }),
    /** Whoever is to answer wants to know something first. */
    z.object({ type: z.literal('TransferAsked'), at, by: PersonId, as: ActsAs, wordsId: z.string() }),
    z.object({ type: z.literal('TransferReplanned'), at, by: PersonId, plannedAt: at }),
    z.object({
      type: z.literal('TransferBlocked'),
      at,
      by: PersonId,
      findings: z.array(Finding),
      missing: z.array(z.string()),
    }),
    z.object({ type: z.literal('TransferCancelled'), at, by: PersonId, as: ActsAs, reasonId: z.string() }),
    /** Somebody is waited for: who is asked now. `step`: about what, and for which time. */
    z.object({
      type: z.literal('TransferReminded'),
      at,
      asked: z.enum(['receiving_lead', 'product_manager', 'both_leads', 'receiving_lead_and_product_manager']),
      step: z.string().optional(),
    }),
    z.object({ type: z.literal('TransferExpired'), at }),
    z.object({
      type: z.literal('OwnershipTransferred'),
      at,
      by: PersonId,
      as: ActsAs,
      findings: z.array(Finding),
      toVersion: z.int(),
      warrantyUntil: at,
      reviewsAt: z.array(at),
      /** As it was carried out. */
      plan: Plan.optional(),
    }),
    z.object({
      type: z.literal('TransferReviewed'),
      at,
      by: PersonId,
      as: ActsAs,
      afterDays: z.int(),
      verdict: z.enum(['works', 'needs_care', 'hand_back']),
      wordsId: z.string().optional(),
    }),
  ]),
);
export type TransferEvent = z.infer<typeof TransferEvent>;
export type TransferFact<Type extends TransferEvent['type']> = Extract<TransferEvent, { type: Type }>;
