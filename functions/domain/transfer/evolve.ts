import { remindedOf } from './lateness.ts';
import type { KnownTransfer, OpenTransfer, Transfer } from './transfer.ts';
import type { ShadowPage, TransferEvent, TransferFact } from './transfer-events.ts';
import { isUnderWay } from './under-way.ts';

export function evolve(transfer: Transfer, event: TransferEvent): Transfer {
  if (event.type === 'TransferRequested') return requested(event);
  if (transfer.state === 'none') return transfer;
  if (event.type === 'TransferReviewed') return reviewed(transfer, event);
  if (event.type === 'TransferReminded') return { ...transfer, reminded: remindedOf(transfer.reminded, event.step ?? event.asked) };
  if (event.type === 'TransferReadinessChanged') return checked(transfer, event);
  if (event.type === 'TransferShadowPaged') return paged(transfer, event);
  if (event.type === 'GuardrailCleared')
    return {
      ...transfer,
      overrides: transfer.overrides
        .map((one) => ({ ...one, findings: one.findings.filter(({ guardrail }) => !event.guardrails.includes(guardrail)) }))
        .filter(({ findings }) => findings.length > 0),
    };
  return isUnderWay(transfer) ? moved(transfer, event) : transfer;
}

function requested({ type: _type, at, by, as, ...said }: TransferFact<'TransferRequested'>): Transfer {
  const nothingYet = { overrides: [], checklist: {}, acceptedBy: [], reminded: [], replans: 0 };
  return { state: 'requested', ...said, requestedAt: at, requestedBy: by, requestedAs: as, ...nothingYet };
}

function reviewed(transfer: KnownTransfer, { by, at, afterDays, verdict, wordsId }: TransferFact<'TransferReviewed'>): Transfer {
  if (transfer.state !== 'completed') return transfer;
  const others = transfer.reviews.filter((review) => review.afterDays !== afterDays || review.by !== by);
  return { ...transfer, reviews: [...others, { by, at, afterDays, verdict, ...(wordsId && { wordsId }) }] };
}

/** After an emergency what was left for later is still to be done. */
function checked(transfer: KnownTransfer, { type: _type, item, status, ...said }: TransferFact<'TransferReadinessChanged'>): Transfer {
  if (!isUnderWay(transfer) && transfer.state !== 'completed') return transfer;
  const { [item]: _before, ...others } = transfer.checklist;
  if (status !== 'open') return { ...transfer, checklist: { ...others, [item]: { ...said, status } } };
  const later = said.due === undefined ? {} : { [item]: { ...said, status: 'waived' as const } };
  return { ...transfer, checklist: { ...others, ...later } };
}

/** Said once more without its incident, it is the same call: the incident has become private. */
function paged(transfer: KnownTransfer, { type: _type, ...page }: TransferFact<'TransferShadowPaged'>): Transfer {
  const shadow = 'shadow' in transfer ? transfer.shadow : undefined;
  if (shadow === undefined) return transfer;
  const isSame = (one: ShadowPage) => one.person === page.person && one.as === page.as && one.at === page.at;
  const hidden = page.incident === undefined ? shadow.pages.find((one) => one.incident !== undefined && isSame(one)) : undefined;
  const pages = hidden ? shadow.pages.map((one) => (one === hidden ? page : one)) : [...shadow.pages, page];
  return { ...transfer, shadow: { ...shadow, pages } } as Transfer;
}

type Elsewhere =
  | 'TransferRequested'
  | 'TransferReviewed'
  | 'TransferReminded'
  | 'TransferReadinessChanged'
  | 'TransferShadowPaged'
  | 'GuardrailCleared';
type Moves = Exclude<TransferEvent, { type: Elsewhere }>;

function moved(transfer: OpenTransfer, event: Moves): Transfer {
  const { blocked: _blocked, ...unblocked } = transfer;
  switch (event.type) {
    case 'GuardrailOverridden': {
      const { type: _type, ...override } = event;
      // What kept somebody from going on was about this: the next one is told anew.
      return { ...unblocked, overrides: [...transfer.overrides, override] };
    }
    case 'TransferFundingConfirmed': {
      const { type: _type, waiting = transfer.waiting, ...funding } = event;
      const state = transfer.state === 'requested' ? 'in_readiness' : transfer.state;
      return { ...transfer, funding, ...(waiting && { waiting }), state } as OpenTransfer;
    }
    case 'TransferAccepted': {
      const { by, as, at, findings, complete } = event;
      const acceptedBy = [...transfer.acceptedBy, { by, as, at }];
      return complete ? { ...unblocked, findings, acceptedBy, state: 'accepted', acceptedAt: at } : { ...unblocked, findings, acceptedBy };
    }
    case 'MaintenanceLogExported':
      return { ...transfer, log: { at: event.at, since: event.since, logId: event.logId } };
    case 'TransferShadowStarted':
      return 'acceptedAt' in transfer
        ? { ...transfer, state: 'shadowing', shadow: { from: event.at, until: event.until, pages: transfer.shadow?.pages ?? [] } }
        : transfer;
    case 'TransferAsked':
      return transfer;
    case 'TransferReplanned':
      return replanned(transfer, event.plannedAt);
    case 'TransferBlocked':
      return { ...transfer, blocked: { at: event.at, by: event.by, findings: event.findings, missing: event.missing } };
    case 'TransferDeclined':
      return { ...unblocked, state: 'declined', ended: ended(event), endedReasonId: event.reasonId };
    case 'TransferCancelled':
      return { ...unblocked, state: 'cancelled', ended: ended(event), endedReasonId: event.reasonId };
    case 'TransferExpired':
      return { ...unblocked, state: 'expired', endedAt: event.at };
    case 'OwnershipTransferred': {
      const { toVersion, warrantyUntil, reviewsAt, findings, plan = transfer.plan } = event;
      const completed = { ...ended(event), toVersion, warrantyUntil, reviewsAt };
      return { acceptedAt: event.at, ...unblocked, plan, findings, state: 'completed', completed, reviews: [] };
    }
    default:
      return event satisfies never;
  }
}

/** Who is learning goes on learning until then. */
function replanned(transfer: OpenTransfer, plannedAt: string): OpenTransfer {
  const moved = { ...transfer, plan: { ...transfer.plan, plannedAt }, replans: transfer.replans + 1 };
  if (!('shadow' in moved) || moved.shadow === undefined) return moved;
  const { shadow } = moved;
  return { ...moved, shadow: { ...shadow, until: shadow.until < plannedAt ? plannedAt : shadow.until } };
}

const ended = ({ by, as, at }: TransferFact<'TransferDeclined' | 'TransferCancelled' | 'OwnershipTransferred'>) => ({ by, as, at });
