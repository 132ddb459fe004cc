import type { KnownTransfer, OpenTransfer, Transfer } from './transfer.ts';
import type { TransferEvent, TransferFact } from './transfer-events.ts';

export function evolve(transfer: Transfer, event: TransferEvent): Transfer {
  if (event.type === 'TransferRequested') return requested(event);
  if (transfer.state === 'none') return transfer;
  if (event.type === 'TransferReviewed') return reviewed(transfer, event);
  if (event.type === 'GuardrailCleared')
    return {
      ...transfer,
      overrides: transfer.overrides.filter(({ findings }) => !findings.every(({ guardrail }) => event.guardrails.includes(guardrail))),
    };
  return isOpen(transfer) ? moved(transfer, event) : transfer;
}

function requested({ type: _type, at, by, as, ...said }: TransferFact<'TransferRequested'>): Transfer {
  const nothingYet = { overrides: [], checklist: {}, acceptedBy: [], reminded: 0 };
  return { state: 'requested', ...said, requestedAt: at, requestedBy: by, requestedAs: as, ...nothingYet };
}

function reviewed(transfer: KnownTransfer, { by, at, afterDays, verdict, wordsId }: TransferFact<'TransferReviewed'>): Transfer {
  if (transfer.state !== 'completed') return transfer;
  const others = transfer.reviews.filter((review) => review.afterDays !== afterDays);
  return { ...transfer, reviews: [...others, { by, at, afterDays, verdict, ...(wordsId && { wordsId }) }] };
}

type Moves = Exclude<TransferEvent, { type: 'TransferRequested' | 'TransferReviewed' | 'GuardrailCleared' }>;

function moved(transfer: OpenTransfer, event: Moves): Transfer {
  const { blocked: _blocked, ...unblocked } = transfer;
  switch (event.type) {
    case 'GuardrailOverridden': {
      const { type: _type, ...override } = event;
      return { ...transfer, overrides: [...transfer.overrides, override] };
    }
    case 'TransferFundingConfirmed': {
      const { type: _type, ...funding } = event;
      return { ...transfer, funding, state: transfer.state === 'requested' ? 'in_readiness' : transfer.state } as OpenTransfer;
    }
    case 'TransferReadinessChanged': {
      const { type: _type, item, status, ...said } = event;
      const { [item]: _before, ...others } = transfer.checklist;
      return { ...transfer, checklist: status === 'open' ? others : { ...others, [item]: { ...said, status } } };
    }
    case 'TransferAccepted': {
      const { by, as, at, findings, complete } = event;
      const acceptedBy = [...transfer.acceptedBy, { by, as, at }];
      return complete ? { ...transfer, findings, acceptedBy, state: 'accepted', acceptedAt: at } : { ...transfer, findings, acceptedBy };
    }
    case 'TransferShadowStarted':
      return 'acceptedAt' in transfer
        ? { ...transfer, state: 'shadowing', shadow: { from: event.at, until: event.until, pages: transfer.shadow?.pages ?? [] } }
        : transfer;
    case 'TransferShadowPaged': {
      const { type: _type, ...page } = event;
      return 'shadow' in transfer && transfer.shadow
        ? { ...transfer, shadow: { ...transfer.shadow, pages: [...transfer.shadow.pages, page] } }
        : transfer;
    }
    case 'TransferReplanned':
      return { ...transfer, plan: { ...transfer.plan, plannedAt: event.plannedAt } };
    case 'TransferBlocked':
      return { ...transfer, blocked: { at: event.at, by: event.by, findings: event.findings, missing: event.missing } };
    case 'TransferReminded':
      return { ...transfer, reminded: transfer.reminded + 1 };
    case 'TransferDeclined':
      return { ...unblocked, state: 'declined', ended: ended(event), endedReasonId: event.reasonId };
    case 'TransferCancelled':
      return { ...unblocked, state: 'cancelled', ended: ended(event), endedReasonId: event.reasonId };
    case 'TransferExpired':
      return { ...unblocked, state: 'expired', endedAt: event.at };
    case 'OwnershipTransferred': {
      const { toVersion, warrantyUntil, reviewsAt, findings } = event;
      const completed = { ...ended(event), toVersion, warrantyUntil, reviewsAt };
      return { acceptedAt: event.at, ...unblocked, findings, state: 'completed', completed, reviews: [] };
    }
    default:
      return event satisfies never;
  }
}

const ended = ({ by, as, at }: TransferFact<'TransferDeclined' | 'TransferCancelled' | 'OwnershipTransferred'>) => ({ by, as, at });

const isOpen = (transfer: KnownTransfer): transfer is OpenTransfer =>
  ['requested', 'in_readiness', 'accepted', 'shadowing'].includes(transfer.state);
