import * as z from 'zod';
import { PersonId } from '#domain/person/person';
import { Lifecycle } from '#domain/service/lifecycle';
import { CostBasis, MaintenanceSolution, OwnershipReason, SupportModel } from '#domain/service/ownership';
import { TeamSlug } from '#domain/team/team-slug';
import { ItemId } from '#domain/transfer/checklist';
import { GuardrailId, Verdict } from '#domain/transfer/finding';
import { ActsAs, Phase } from '#domain/transfer/transfer-events';
import { TransferKind } from '#domain/transfer/transfer-kind';

const at = z.iso.datetime();

/** Of which transfer an event tells: who has the service, and who is to have it. */
export const PublicTransfer = z.object({
  transfer_id: z.string(),
  kind: TransferKind,
  from_team_id: TeamSlug.describe('Who owns it until it is completed'),
  to_team_id: TeamSlug,
});
export type PublicTransfer = z.infer<typeof PublicTransfer>;

const transfer = <Shape extends z.ZodRawShape>(shape: Shape) => z.object({ ...PublicTransfer.shape, ...shape });

const PublicFinding = z.object({
  guardrail: GuardrailId,
  verdict: Verdict,
  because: z.string().optional().describe('Which of the several things that this guardrail looks at'),
  figure: z.number().optional(),
  limit: z.number().optional(),
});
export type PublicFinding = z.infer<typeof PublicFinding>;

/** Before and after, of what a transfer may change. */
const changes = {
  maintenance_solution: MaintenanceSolution,
  support_model_before: SupportModel,
  support_model_after: SupportModel,
  lifecycle_before: Lifecycle,
  lifecycle_after: Lifecycle,
};

/** Those of a transfer. Nobody hears from them what people wrote: a reason is the id of a text that stays in the record. */
export const transferEvents = {
  TransferRequested: transfer({
    requested_as: ActsAs,
    reason: OwnershipReason,
    ...changes,
    from_version: z.int().describe('The ownership assertion that held when it was asked for'),
    planned_at: at.describe('The earliest moment at which it can be completed'),
    hand_back_team_id: TeamSlug.optional(),
    product_manager: PersonId,
    findings: z.array(PublicFinding),
    batch: z.string().optional().describe('Asked for together with others'),
  }),
  GuardrailOverridden: transfer({ as: ActsAs, phase: Phase, findings: z.array(PublicFinding) }),
  GuardrailCleared: transfer({ guardrails: z.array(GuardrailId) }),
  TransferFundingConfirmed: transfer({
    funding_ended_on: z.iso.date().optional(),
    funded_until: z.iso.date().optional(),
    on_call_paid_by: PersonId,
    cost_basis: CostBasis,
    targets: z.enum(['kept', 'to_change']),
  }),
  TransferReadinessChanged: transfer({
    item: ItemId,
    status: z.enum(['done', 'waived', 'open']),
    has_evidence: z.boolean(),
    due: z.iso.date().optional().describe('Left for later, until then'),
  }),
  TransferAccepted: transfer({
    as: ActsAs,
    complete: z.boolean().describe('All whose yes it needs have said it'),
    findings: z.array(PublicFinding),
  }),
  TransferDeclined: transfer({ as: ActsAs }),
  TransferShadowStarted: transfer({ shadow_until: at }),
  TransferShadowPaged: transfer({
    person: PersonId,
    as: z.enum(['test_page', 'incident', 'drill']),
    incident_id: z.string().optional().describe('Never of a private one; one that becomes private later is said once more, without it'),
  }),
  TransferAsked: transfer({ as: ActsAs }),
  MaintenanceLogExported: transfer({
    since: at.describe('When it entered maintenance mode'),
    incidents: z.int(),
    workarounds: z.int().describe('Incidents that ended with one'),
    lifecycle_changes: z.int(),
    target_changes: z.int(),
    owners: z.int(),
  }),
  TransferReplanned: transfer({ planned_at: at }),
  TransferBlocked: transfer({
    findings: z.array(PublicFinding),
    missing: z.array(z.string()).describe('What else has to be there first'),
  }),
  TransferCancelled: transfer({ as: ActsAs }),
  TransferReminded: transfer({ asked: z.enum(['receiving_lead', 'product_manager', 'both_leads', 'receiving_lead_and_product_manager']) }),
  TransferExpired: transfer({}),
  OwnershipTransferred: transfer({
    as: ActsAs,
    from_version: z.int(),
    to_version: z.int(),
    ...changes,
    effective_from: at,
    requested_at: at,
    accepted_at: at,
    lead_time_s: z.number().describe('From the request to this moment; of a handback, its lead time'),
    days_in_shadow: z.number(),
    shadow_pages: z.int().describe('Pages that those who learned to run it had acknowledged by then'),
    items_waived: z.int(),
    guardrails_overridden: z.array(GuardrailId),
    hand_back_team_id: TeamSlug.optional(),
    warranty_until: at,
    reviews_at: z.array(at),
  }),
  TransferReviewed: transfer({ as: ActsAs, after_days: z.int(), verdict: z.enum(['works', 'needs_care', 'hand_back']) }),
} as const;

export type TransferData<Type extends keyof typeof transferEvents> = z.infer<(typeof transferEvents)[Type]>;
