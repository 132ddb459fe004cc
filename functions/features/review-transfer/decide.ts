import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { actingAs, movingOf, noSuchTransfer, type Parties, partyRefs } from '#domain/transfer/authority';
import { reviewDays } from '#domain/transfer/plan';
import type { CompletedTransfer, Transfer } from '#domain/transfer/transfer';
import type { TransferEvent } from '#domain/transfer/transfer-events';

export type ReviewTransfer = {
  by: PersonId;
  at: string;
  afterDays: number;
  verdict: CompletedTransfer['reviews'][number]['verdict'];
  words?: string | undefined;
  wordsId: string;
};

/** A month and a quarter later: did it turn out as they had meant it to? */
export const reviewTransfer: Act<Transfer, Parties, ReviewTransfer, TransferEvent> = {
  facts: (transfer, { by }, known) => partyRefs(movingOf(transfer), by, known),
  decide(transfer, facts, { by, at, afterDays, verdict, words = '', wordsId }) {
    if (transfer.state === 'none') throw noSuchTransfer();
    const as = actingAs(by, facts, ['receiving_lead', 'product_manager', 'delegate'], notYours);
    if (transfer.state !== 'completed')
      throw new Rejection('not_completed', 'It was not completed, so there is nothing to look back at. Nothing has changed.');
    const due = transfer.completed.reviewsAt[reviewDays.indexOf(afterDays)];
    if (due === undefined || at < due)
      throw new Rejection('not_yet_to_review', 'It is too early to say how that turned out. Nothing has changed; you will be asked.');
    const before = transfer.reviews.find((review) => review.afterDays === afterDays && review.by === by);
    const said = words.trim() === '' ? undefined : { id: wordsId, by, body: words };
    if (before && before.verdict === verdict && said === undefined) return [];
    return {
      events: [{ type: 'TransferReviewed', at, by, as, afterDays, verdict, ...(said && { wordsId }) }],
      texts: said ? [said] : [],
    };
  },
};

const notYours = () =>
  new Rejection(
    'review_not_yours',
    'The lead of the team that has it now and its product manager look back at that. Nothing has changed; tell them what you have seen.',
  );
