import type { Act } from '#domain/perform';
import { Rejection } from '#domain/rejection';
import { actingAs, movingOf, type Parties, partyRefs, underWay } from '#domain/transfer/authority';
import { itemsOf } from '#domain/transfer/checklist';
import type { Transfer } from '#domain/transfer/transfer';
import type { Funding, TransferEvent } from '#domain/transfer/transfer-events';
import { waitingFrom } from '#domain/transfer/waiting';

export type ConfirmFunding = Omit<Funding, 'as'>;

const inPeace = ['product_manager', 'delegate', 'budget_holder'] as const;

/** The money for features has ended, or is there again; who pays for its being on call; and whether its targets stay. */
export const confirmFunding: Act<Transfer, Parties, ConfirmFunding, TransferEvent> = {
  facts: (transfer, { by }, known) => partyRefs(movingOf(transfer), by, known),
  decide(transfer, facts, { at, by, ...said }) {
    const open = underWay(transfer);
    const as = actingAs(by, facts, open.kind === 'emergency' ? ['product_manager'] : inPeace, notTheirMoney);
    if (open.kind === 'handback' && said.until === undefined)
      throw new Rejection(
        'funded_until_when',
        'Say until when there is money for features: that is what it comes back for. Nothing has changed.',
      );
    const funding = { by, at, as, ...said };
    if (open.kind === 'to_maintenance' && said.endedOn === undefined)
      throw new Rejection(
        'funding_ended_when',
        'Say until when there is money for features: that it ends is why it moves. Nothing has changed.',
      );
    if (open.funding && same(open.funding, funding)) return [];
    const waiting = open.funding === undefined && open.acceptedBy.length === 0 ? waitingFrom(facts.receiver, at) : undefined;
    const wanted = itemsOf(open.kind).map(({ id }) => id);
    const settled = [
      'funding' as const,
      ...(said.until === undefined ? [] : ['funded_until' as const]),
      // Whoever holds the budget says nothing of targets.
      ...(said.targets === 'kept' && as !== 'budget_holder' ? ['targets' as const] : []),
    ].filter((item) => wanted.includes(item) && open.checklist[item] === undefined);
    return [
      { type: 'TransferFundingConfirmed', ...funding, ...(waiting && { waiting }) },
      ...settled.map((item): TransferEvent => ({ type: 'TransferReadinessChanged', at, by, item, status: 'done' })),
    ];
  },
};

const compared = ['endedOn', 'until', 'onCallPaidBy', 'costBasis', 'targets'] as const;
const same = (one: Funding, other: Funding) => compared.every((name) => one[name] === other[name]);

const notTheirMoney = () =>
  new Rejection(
    'money_not_yours',
    'The product manager confirms that, whom they have nominated, or whoever holds the budget; in an emergency the product manager alone. Nothing has changed; they have been asked.',
  );
