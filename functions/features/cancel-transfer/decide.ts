import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { type Load, loadRef } from '#domain/team/load';
import type { TeamSlug } from '#domain/team/team';
import { actingAs, movingOf, type Parties, partyRefs, underWay } from '#domain/transfer/authority';
import { leftAsItWas } from '#domain/transfer/ending';
import { movesOwner } from '#domain/transfer/plan';
import type { Transfer } from '#domain/transfer/transfer';
import type { TransferEvent } from '#domain/transfer/transfer-events';

export type CancelTransfer = { by: PersonId; at: string; reason: string; reasonId: string };

/** Calls it off. Everything stays as it was, and it can be asked for again. */
export const cancelTransfer: Act<Transfer, Parties & { receiverLoad: Load }, CancelTransfer, TransferEvent> = {
  facts: (transfer, { by }, known) => ({
    ...partyRefs(movingOf(transfer), by, known),
    receiverLoad: loadRef(movingOf(transfer).to as TeamSlug),
  }),
  decide(transfer, facts, { by, at, reason, reasonId }, { id, versions }) {
    if (transfer.state === 'cancelled' && transfer.ended.by === by) return [];
    const open = underWay(transfer);
    const theirs = ['owning_lead', 'product_manager', 'org_head'] as const;
    const as = actingAs(by, facts, movesOwner(open.kind) ? theirs : [...theirs, 'supporting_lead'], notYours);
    if (reason.trim() === '')
      throw new Rejection('cancelled_without_reason', 'Say why, in a few words: others have prepared for it. Nothing has changed.');
    return {
      events: [{ type: 'TransferCancelled', at, by, as, reasonId }],
      texts: [{ id: reasonId, by, body: reason }],
      ...leftAsItWas(id, open, { load: facts.receiverLoad, version: versions.receiverLoad, at }),
    };
  },
};

const notYours = () =>
  new Rejection(
    'cancel_not_yours',
    'The lead of the team that owns it, its product manager or a head of the organisation can call it off. Nothing has changed; ask one of them.',
  );
