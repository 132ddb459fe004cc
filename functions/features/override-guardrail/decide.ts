import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { actingAs, movingOf, type Parties, partyRefs, underWay } from '#domain/transfer/authority';
import { evaluate, type Surroundings, surroundingRefs } from '#domain/transfer/guardrails';
import { standingBlocks } from '#domain/transfer/overriding';
import type { OpenTransfer, Transfer } from '#domain/transfer/transfer';
import type { TransferEvent } from '#domain/transfer/transfer-events';
import { TransferId } from '#domain/transfer/transfer-kind';

export type OverrideGuardrail = { by: PersonId; at: string; reason: string; reasonId: string };

/** Whoever is accountable says why it may go on all the same. It forces nobody to accept it, and what becomes worse wants a new one. */
export const overrideGuardrail: Act<Transfer, Parties & Surroundings, OverrideGuardrail, TransferEvent> = {
  facts: (transfer, { by, at }, known) => ({
    ...surroundingRefs(known.service ?? { state: 'none' }, { plan: transfer.state === 'none' ? nowhere : transfer.plan, at }, known),
    ...partyRefs(movingOf(transfer), by, known),
  }),
  decide(transfer, facts, { by, at, reason, reasonId }, { id }) {
    const open = underWay(transfer);
    const as = actingAs(by, facts, ['product_manager', 'org_head'], notYours);
    if (reason.trim() === '')
      throw new Rejection('overridden_without_reason', 'Say why it may go on all the same: it stays visible. Nothing has changed.');
    const phase = open.state === 'accepted' || open.state === 'shadowing' ? 'completion' : 'acceptance';
    const move = { kind: open.kind, plan: open.plan, phase, at, by, transfer: TransferId.parse(id) } as const;
    const standing = standingBlocks(evaluate(move, facts.service, facts), open.overrides);
    const findings = standing.filter(({ verdict }) => verdict === 'blocks');
    if (findings.length === 0 && standing.length > 0)
      throw new Rejection(
        'cannot_be_overridden',
        'What is in its way nobody can override. Nothing has changed; choose another team, or see it mended.',
      );
    if (findings.length === 0) return [];
    return {
      events: [{ type: 'GuardrailOverridden', at, by, as, phase, findings, reasonId }],
      texts: [{ id: reasonId, by, body: reason }],
    };
  },
};

const nowhere = { to: 'none' } as OpenTransfer['plan'];
const notYours = () =>
  new Rejection(
    'override_not_yours',
    'The product manager or a head of the organisation can override that, with a reason that stays visible. Nothing has changed; ask one of them.',
  );
