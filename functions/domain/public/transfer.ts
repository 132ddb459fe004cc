import type { Finding } from '#domain/transfer/finding';
import type { KnownTransfer } from '#domain/transfer/transfer';
import type { TransferEvent, TransferFact } from '#domain/transfer/transfer-events';
import type { TransferId } from '#domain/transfer/transfer-kind';
import type { PublicFinding, PublicTransfer, TransferData } from './transfer-schemas.ts';

type Own<Type extends TransferEvent['type']> = Omit<TransferData<Type>, keyof PublicTransfer>;

/** `transfer`: as it is with this event. */
export const publicTransfer = (id: TransferId, transfer: KnownTransfer, event: TransferEvent): TransferData<TransferEvent['type']> => ({
  transfer_id: id,
  kind: transfer.kind,
  from_team_id: transfer.before.owner,
  to_team_id: transfer.plan.to,
  ...told(transfer, event),
});

/** Field by field, never by spreading: what is not named here does not leave. */
function told(transfer: KnownTransfer, event: TransferEvent): Own<TransferEvent['type']> {
  switch (event.type) {
    case 'TransferRequested':
      return {
        requested_as: event.as,
        reason: event.because,
        ...changes(transfer),
        from_version: event.before.ownershipVersion,
        planned_at: event.plan.plannedAt,
        ...(event.plan.handBack && { hand_back_team_id: event.plan.handBack }),
        product_manager: event.productManager,
        findings: event.findings.map(publicFinding),
        ...(event.batch && { batch: event.batch }),
      } satisfies Own<'TransferRequested'>;
    case 'GuardrailOverridden':
      return { as: event.as, phase: event.phase, findings: event.findings.map(publicFinding) } satisfies Own<'GuardrailOverridden'>;
    case 'GuardrailCleared':
      return { guardrails: event.guardrails } satisfies Own<'GuardrailCleared'>;
    case 'TransferFundingConfirmed':
      return {
        ...(event.endedOn && { funding_ended_on: event.endedOn }),
        ...(event.until && { funded_until: event.until }),
        on_call_paid_by: event.onCallPaidBy,
        cost_basis: event.costBasis,
        targets: event.targets,
      } satisfies Own<'TransferFundingConfirmed'>;
    case 'TransferReadinessChanged':
      return {
        item: event.item,
        status: event.status,
        has_evidence: event.evidence !== undefined,
        ...(event.due && { due: event.due }),
      } satisfies Own<'TransferReadinessChanged'>;
    case 'TransferAccepted':
      return { as: event.as, complete: event.complete, findings: event.findings.map(publicFinding) } satisfies Own<'TransferAccepted'>;
    case 'TransferAsked':
    case 'TransferDeclined':
    case 'TransferCancelled':
      return { as: event.as } satisfies Own<'TransferDeclined'>;
    case 'TransferShadowStarted':
      return { shadow_until: event.until } satisfies Own<'TransferShadowStarted'>;
    case 'TransferShadowPaged':
      return {
        person: event.person,
        as: event.as,
        ...(event.incident && { incident_id: event.incident }),
      } satisfies Own<'TransferShadowPaged'>;
    case 'MaintenanceLogExported':
      return {
        since: event.since,
        incidents: event.incidents,
        workarounds: event.workarounds,
        lifecycle_changes: event.lifecycles,
        target_changes: event.targets,
        owners: event.owners,
      } satisfies Own<'MaintenanceLogExported'>;
    case 'TransferReplanned':
      return { planned_at: event.plannedAt } satisfies Own<'TransferReplanned'>;
    case 'TransferBlocked':
      return { findings: event.findings.map(publicFinding), missing: event.missing } satisfies Own<'TransferBlocked'>;
    case 'TransferReminded':
      return { asked: event.asked } satisfies Own<'TransferReminded'>;
    case 'TransferExpired':
      return {} satisfies Own<'TransferExpired'>;
    case 'OwnershipTransferred':
      return completed(transfer, event);
    case 'TransferReviewed':
      return { as: event.as, after_days: event.afterDays, verdict: event.verdict } satisfies Own<'TransferReviewed'>;
    default:
      return event satisfies never;
  }
}

/** What `finding.about` names stays here: of an incident it says only that it is there, and of private ones not how many. */
const publicFinding = ({ guardrail, verdict, because, figure, limit }: Finding): PublicFinding => ({
  guardrail,
  verdict,
  ...(because && { because }),
  ...(figure !== undefined && because !== 'not_now' && { figure }),
  ...(limit !== undefined && { limit }),
});

const changes = ({ before, plan }: KnownTransfer) => ({
  maintenance_solution: plan.solution,
  support_model_before: before.model,
  support_model_after: plan.model,
  lifecycle_before: before.lifecycle,
  lifecycle_after: plan.lifecycle ?? before.lifecycle,
});

const dayMs = 24 * 3_600_000;
const between = (from: string, to: string) => Date.parse(to) - Date.parse(from);

function completed(transfer: KnownTransfer, event: TransferFact<'OwnershipTransferred'>): Own<'OwnershipTransferred'> {
  const { before, plan, requestedAt, checklist, overrides } = transfer;
  const shadow = 'shadow' in transfer ? transfer.shadow : undefined;
  const overridden = overrides.flatMap(({ findings }) => findings.map(({ guardrail }) => guardrail));
  return {
    as: event.as,
    from_version: before.ownershipVersion,
    to_version: event.toVersion,
    ...changes(transfer),
    effective_from: event.at,
    requested_at: requestedAt,
    accepted_at: ('acceptedAt' in transfer && transfer.acceptedAt) || event.at,
    lead_time_s: between(requestedAt, event.at) / 1000,
    days_in_shadow: shadow ? Math.round((between(shadow.from, event.at) / dayMs) * 10) / 10 : 0,
    shadow_pages: shadow?.pages.length ?? 0,
    items_waived: Object.values(checklist).filter(({ status }) => status === 'waived').length,
    guardrails_overridden: [...new Set(overridden)].toSorted(),
    ...(plan.handBack && { hand_back_team_id: plan.handBack }),
    warranty_until: event.warrantyUntil,
    reviews_at: event.reviewsAt,
  };
}
