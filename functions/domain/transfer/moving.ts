import { lifecycleKey, ownershipKey } from '#domain/keys';
import type { PersonId } from '#domain/person/person';
import type { Put } from '#domain/records';
import { type Assertion, CurrentOwnership } from '#domain/service/ownership';
import type { RegisteredService } from '#domain/service/service';
import type { ServiceEvent } from '#domain/service/service-events';
import { daysLater } from '#domain/team/working-days';
import { movesOwner, warrantyDays } from './plan.ts';
import type { OpenTransfer } from './transfer.ts';
import type { TransferId } from './transfer-kind.ts';

export type Taking = { id: TransferId; by: PersonId; at: string; zone: string };
type Owned = RegisteredService & { owned: CurrentOwnership };

/** The next word on whose it is. From now on: what was planned was only the earliest moment. */
export function assertionAfter(open: OpenTransfer, { owned, assertions }: Owned, { id, by, at, zone }: Taking): Assertion {
  const { plan, kind, funding, because } = open;
  const { version: _version, effectiveFrom, warrantyUntil: _warranty, ...before } = owned;
  const payer = funding?.onCallPaidBy ?? before.onCallBudgetHolder;
  const costBasis = funding?.costBasis ?? plan.costBasis ?? before.costBasis;
  const handBack = plan.handBack ?? before.handBack;
  const { support: _support, ...kept } = before;
  return {
    ...kept,
    owner: movesOwner(kind) ? plan.to : owned.owner,
    model: plan.model,
    solution: plan.solution,
    ...(plan.support && { support: plan.support }),
    ...(handBack && { handBack }),
    ...(costBasis && { costBasis }),
    ...(payer && { onCallBudgetHolder: payer }),
    ...(movesOwner(kind) && { warrantyUntil: daysLater(zone, at, warrantyDays) }),
    transfer: id,
    reason: because,
    version: assertions + 1,
    // Clocks of two machines may differ: what is asserted last is never before what it follows.
    effectiveFrom: at > effectiveFrom ? at : effectiveFrom,
    recordedAt: at,
    recordedBy: by,
  };
}

/** All that the service's own log and history get. */
export function moved(
  open: OpenTransfer,
  service: Owned,
  taking: Taking,
): { events: ServiceEvent[]; puts: Put[]; after: CurrentOwnership } {
  const { id, by, at } = taking;
  const { slug, owned, lifecycle, lifecycles } = service;
  const assertion = assertionAfter(open, service, taking);
  const { recordedAt: _recordedAt, ...said } = assertion;
  const { plan, funding } = open;
  const to = plan.lifecycle;
  const fundedUntil = funding?.until ?? plan.fundedUntil;
  const lived = to &&
    to !== lifecycle && {
      version: lifecycles + 1,
      to,
      effectiveFrom: assertion.effectiveFrom,
      by,
      transfer: id,
      ...(to === 'active' ? fundedUntil && { fundedUntil } : funding?.endedOn && { fundingEndedOn: funding.endedOn }),
    };
  return {
    events: [
      { type: 'OwnershipAsserted', at, ...said },
      ...(lived ? [{ type: 'ServiceLifecycleChanged' as const, at, from: lifecycle, ...lived }] : []),
      ...(plan.model === owned.model
        ? []
        : [{ type: 'SupportModelChanged' as const, at, by, from: owned.model, to: plan.model, transfer: id }]),
      { type: 'ServicePending', at, pending: null },
      ...(service.orphaned && movesOwner(open.kind) ? [{ type: 'ServiceFoundAgain' as const, at }] : []),
    ],
    puts: [
      { key: ownershipKey(slug, assertion.version), value: assertion, expected: 0 },
      ...(lived ? [{ key: lifecycleKey(slug, lived.version), value: { ...lived, recordedAt: at }, expected: 0 }] : []),
    ],
    after: CurrentOwnership.parse(assertion),
  };
}
