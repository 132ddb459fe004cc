import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import type { Team } from '#domain/team/team';
import { movingOf, noSuchTransfer, type Parties, partyRefs, refuseOutsiders, rightsOf, underWay } from '#domain/transfer/authority';
import { type Item, type ItemId, type ItemState, itemsOf } from '#domain/transfer/checklist';
import { isUnderWay, type KnownTransfer, type Transfer } from '#domain/transfer/transfer';
import type { TransferEvent } from '#domain/transfer/transfer-events';

export type CheckReadiness = {
  by: PersonId;
  at: string;
  item: ItemId;
  status: 'done' | 'waived' | 'open';
  evidence?: string | undefined;
  reason?: string | undefined;
  reasonId: string;
};

/** One item of the list: it is so, with evidence; it need not be so, with the reason; or it is not so after all. */
export const checkReadiness: Act<Transfer, Parties, CheckReadiness, TransferEvent> = {
  facts: (transfer, { by }, known) => partyRefs(movingOf(transfer), by, known),
  decide(transfer, facts, { by, at, item: wanted, status, evidence, reason = '', reasonId }) {
    const known = stillChecked(transfer);
    const item = itemsOf(known.kind).find(({ id }) => id === wanted);
    refuseOutsiders(facts.person);
    if (item === undefined)
      throw new Rejection('no_such_item', 'That is not on the list of this transfer. Nothing has changed; the thread shows what is.');
    refuseStranger(by, facts);
    refuseOthers(item, status, rightsOf(by, facts));
    if (status === 'waived' && reason.trim() === '')
      throw new Rejection('waived_without_reason', 'Say why it need not be so: it stays visible. Nothing has changed.');
    const before = known.checklist[wanted];
    if (before === undefined ? status === 'open' : before.status === status && before.by === by && before.evidence === evidence) return [];
    const waived = status === 'waived';
    return {
      events: [
        {
          type: 'TransferReadinessChanged',
          at,
          by,
          item: wanted,
          status,
          ...(evidence && { evidence }),
          ...(waived && { reasonId }),
          ...due(before),
        },
      ],
      texts: waived ? [{ id: reasonId, by, body: reason }] : [],
    };
  },
};

/** After an emergency the list goes on, until what was left for later is done. */
function stillChecked(transfer: Transfer): KnownTransfer {
  if (transfer.state === 'none') throw noSuchTransfer();
  if (isUnderWay(transfer)) return transfer;
  return transfer.state === 'completed' && transfer.kind === 'emergency' ? transfer : underWay(transfer);
}

const due = (before: ItemState | undefined) => (before?.due ? { due: before.due } : {});

const isIn = (team: Team, person: PersonId) =>
  team.state === 'active' && [...team.members, team.lead, team.techLead, ...(team.rota?.order ?? [])].includes(person);

function refuseStranger(by: PersonId, facts: Parties): void {
  if (rightsOf(by, facts).length === 0 && ![facts.owner, facts.receiver, ...facts.tierTeams].some((team) => isIn(team, by)))
    throw new Rejection(
      'not_of_the_teams',
      'The list is for the two teams and the product manager. Nothing has changed; tell one of them what you know.',
    );
}

const theirWord: readonly ItemId[] = ['funding', 'targets', 'funded_until', 'delivery_targets_reset'];

function refuseOthers({ id, must }: Item, status: CheckReadiness['status'], rights: string[]): void {
  if (status === 'waived' && must && !rights.includes('product_manager'))
    throw new Rejection(
      'waived_by_others',
      'This has to be so: only the product manager can waive it. Nothing has changed; ask them, or see it done.',
    );
  if (theirWord.includes(id) && !['product_manager', 'delegate', 'budget_holder'].some((right) => rights.includes(right)))
    throw new Rejection(
      'product_managers_word',
      'That is the product manager’s word, or of whom they have nominated. Nothing has changed; ask them.',
    );
}
