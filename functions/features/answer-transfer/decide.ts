import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { answersAs, headsToAsk, isApproved, isTaken } from '#domain/transfer/answering';
import { movingOf, type Parties, partyRefs, refuseOutsiders, underWay } from '#domain/transfer/authority';
import { blockedBefore } from '#domain/transfer/blocked';
import { leftAsItWas } from '#domain/transfer/ending';
import { evaluate, type Surroundings, surroundingRefs } from '#domain/transfer/guardrails';
import { standingBlocks } from '#domain/transfer/overriding';
import type { OpenTransfer, Transfer } from '#domain/transfer/transfer';
import type { ActsAs, TransferEvent } from '#domain/transfer/transfer-events';
import { TransferId } from '#domain/transfer/transfer-kind';

export type AcceptTransfer = { by: PersonId; at: string };
export type Answering = Parties & Surroundings;

type Known = Partial<Answering>;
const answeringRefs = (transfer: Transfer, { by, at }: AcceptTransfer, known: Known) => ({
  ...surroundingRefs(known.service ?? { state: 'none' }, { plan: transfer.state === 'none' ? nowhere : transfer.plan, at }, known),
  ...partyRefs(movingOf(transfer), by, known),
});
const nowhere = { to: 'none' } as OpenTransfer['plan'];

/** "We will take it." The owner stays the same until they have. What keeps them from it is on record, so that somebody is asked about it. */
export const acceptTransfer: Act<Transfer, Answering, AcceptTransfer, TransferEvent> = {
  facts: answeringRefs,
  decide(transfer, facts, { by, at }, { id }) {
    const open = underWay(transfer);
    refuseOutsiders(facts.person);
    if (open.acceptedBy.some((yes) => yes.by === by)) return [];
    const as = answererOf(open, by, facts);
    if (open.state === 'accepted' || open.state === 'shadowing') return [];
    if (!isApproved(open))
      throw new Rejection(
        'funding_open',
        `The money is not confirmed yet, so it cannot be accepted. Nothing has changed; <@${open.productManager}> has been asked.`,
      );
    const move = { kind: open.kind, plan: open.plan, phase: 'acceptance', at, by, transfer: TransferId.parse(id) } as const;
    const findings = evaluate(move, facts.service, facts);
    const standing = standingBlocks(findings, open.overrides);
    if (standing.length > 0) {
      const inTheWay = { findings: standing, missing: [] };
      const answer = { outcome: 'blocked' as const, findings: standing };
      return { events: blockedBefore(open, inTheWay) ? [] : [{ type: 'TransferBlocked', at, by, ...inTheWay }], answer };
    }
    const after = { ...open, acceptedBy: [...open.acceptedBy, { by, as, at }] };
    const complete = isTaken(after) && headsToAsk(after, facts).length === 0;
    return [{ type: 'TransferAccepted', at, by, as, findings, complete }];
  },
};

export type AskAboutTransfer = AcceptTransfer & { words: string; wordsId: string };

/** "What do you need to know?" Whoever asked for it is asked; it goes on waiting for the answer. */
export const askAboutTransfer: Act<Transfer, Answering, AskAboutTransfer, TransferEvent> = {
  facts: answeringRefs,
  decide(transfer, facts, { by, at, words, wordsId }) {
    const open = underWay(transfer);
    const as = answererOf(open, by, facts);
    if (words.trim() === '') throw new Rejection('asked_nothing', 'Say what you need to know. Nobody was asked.');
    return { events: [{ type: 'TransferAsked', at, by, as, wordsId }], texts: [{ id: wordsId, by, body: words }] };
  },
};

export type DeclineTransfer = AcceptTransfer & { reason: string; reasonId: string };

/** "We will not." Overriding a guardrail does not take this from them. */
export const declineTransfer: Act<Transfer, Answering, DeclineTransfer, TransferEvent> = {
  facts: answeringRefs,
  decide(transfer, facts, { by, at, reason, reasonId }, { id, versions }) {
    if (transfer.state === 'declined' && transfer.ended.by === by) return [];
    const open = underWay(transfer);
    const as = answererOf(open, by, facts);
    if (open.state === 'accepted' || open.state === 'shadowing')
      throw new Rejection(
        'accepted_already',
        'It was accepted, so it cannot be declined any more. Nothing has changed; the lead of the team that owns it or the product manager can call it off.',
      );
    if (reason.trim() === '')
      throw new Rejection('declined_without_reason', 'Say why, in a few words: they plan by it. Nothing has changed.');
    return {
      events: [{ type: 'TransferDeclined', at, by, as, reasonId }],
      texts: [{ id: reasonId, by, body: reason }],
      ...leftAsItWas(id, open, { load: facts.receiverLoad, version: versions.receiverLoad, at }),
    };
  },
};

/** Who answers for the receiving side, or heads operations where that is asked as well. */
function answererOf(open: OpenTransfer, by: PersonId, facts: Answering): ActsAs {
  refuseOutsiders(facts.person);
  const as = answersAs(open, by, facts);
  if (as !== undefined) return as;
  if (headsToAsk(open, facts).includes(by)) return 'head_of_operations';
  if (by === open.requestedBy)
    throw new Rejection(
      'own_request',
      'Whoever asked for it cannot answer it as well. Nothing has changed; the lead of the receiving team answers, and where that is you, the product manager.',
    );
  throw new Rejection(
    'answer_not_yours',
    'The lead of the team that is to take it answers that, and for operations their head as well. Nothing has changed; they have been asked.',
  );
}
