import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import type { Team } from '#domain/team/team';
import { movingOf, noSuchTransfer, type Parties, partyRefs, refuseOutsiders, rightsOf, underWay } from '#domain/transfer/authority';
import { type Item, type ItemId, type ItemState, itemsOf } from '#domain/transfer/checklist';
import { type Meanwhile, meanwhileRefs, stillOpen } from '#domain/transfer/meanwhile';
import { hasRunOut, isLeftForLater } from '#domain/transfer/readiness';
import type { KnownTransfer, Transfer } from '#domain/transfer/transfer';
import type { TransferEvent } from '#domain/transfer/transfer-events';
import { isUnderWay } from '#domain/transfer/under-way';

export type CheckReadiness = {
  by: PersonId;
  at: string;
  item: ItemId;
  status: 'done' | 'waived' | 'open';
  evidence?: string | undefined;
  reason?: string | undefined;
  reasonId: string;
};

type Checking = Parties & Meanwhile;
const followsRecord: ItemId = 'no_open_incidents_or_reviews';

/** One item of the list: it is so, with evidence; it need not be so, with the reason; or it is not so after all. */
export const checkReadiness: Act<Transfer, Checking, CheckReadiness, TransferEvent> = {
  facts: (transfer, { by, at, item }, known) => ({
    ...partyRefs(movingOf(transfer), by, known),
    ...(transfer.state !== 'none' && item === followsRecord
      ? meanwhileRefs(transfer.service, at, known)
      : { months: [], incidents: [], postmortems: [] }),
  }),
  decide(transfer, facts, { by, at, item: wanted, status, evidence, reason = '', reasonId }) {
    const known = stillChecked(transfer);
    const item = itemsOf(known.kind).find(({ id }) => id === wanted);
    refuseOutsiders(facts.person);
    if (item === undefined)
      throw new Rejection('no_such_item', 'That is not on the list of this transfer. Nothing has changed; the thread shows what is.');
    refuseStranger(by, facts);
    refuseOthers(item, status, rightsOf(by, facts));
    if (status === 'done') refuseUnshown(item, { by, evidence }, facts);
    if (status === 'waived' && reason.trim() === '')
      throw new Rejection('waived_without_reason', 'Say why it need not be so: it stays visible. Nothing has changed.');
    const before = known.checklist[wanted];
    if (isSoAlready(item, before, { by, at, status, evidence })) return [];
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

/** What ran out is checked anew, and a waiver has words of its own each time. */
function isSoAlready(item: Item, before: ItemState | undefined, said: Pick<CheckReadiness, 'by' | 'at' | 'status' | 'evidence'>): boolean {
  if (said.status === 'open') return before === undefined || isLeftForLater(before);
  if (said.status === 'waived' || before?.status !== 'done') return false;
  return before.by === said.by && before.evidence === said.evidence && !hasRunOut(item, before, said.at);
}

const isIn = (team: Team, person: PersonId) =>
  team.state === 'active' && [...team.members, team.lead, team.techLead, ...(team.rota?.order ?? [])].includes(person);

function refuseStranger(by: PersonId, facts: Parties): void {
  if (rightsOf(by, facts).length === 0 && ![facts.owner, facts.receiver, ...facts.tierTeams].some((team) => isIn(team, by)))
    throw new Rejection(
      'not_of_the_teams',
      'The list is for the two teams and the product manager. Nothing has changed; tell one of them what you know.',
    );
}

const ofMoney: readonly ItemId[] = ['funding', 'funded_until'];
const ofTargets: readonly ItemId[] = ['targets', 'delivery_targets_reset'];

function refuseOthers({ id, must }: Item, status: CheckReadiness['status'], rights: string[]): void {
  if (status === 'waived' && must && !rights.includes('product_manager'))
    throw new Rejection(
      'waived_by_others',
      'This has to be so: only the product manager can waive it. Nothing has changed; ask them, or see it done.',
    );
  const has = (...those: string[]) => those.some((right) => rights.includes(right));
  if (ofMoney.includes(id) && !has('product_manager', 'delegate', 'budget_holder'))
    throw new Rejection(
      'word_on_the_money',
      'That says the product manager, whom they have nominated, or whoever holds the budget. Nothing has changed; ask them.',
    );
  if (ofTargets.includes(id) && !has('product_manager', 'delegate'))
    throw new Rejection(
      'product_managers_word',
      'That is the product manager’s word, or of whom they have nominated. Nothing has changed; ask them.',
    );
}

/** That it is so is seen by a link or on the record, and said by those who can know it. */
function refuseUnshown(item: Item, { by, evidence }: Pick<CheckReadiness, 'by' | 'evidence'>, facts: Checking): void {
  if (item.receiving && !isIn(facts.receiver, by) && !rightsOf(by, facts).includes('product_manager'))
    throw new Rejection(
      'receivers_know_it',
      'Whether that is so, those know who are to run it: somebody of the receiving team says it, or the product manager. Nothing has changed; ask them to.',
    );
  if (item.link && (evidence ?? '') === '')
    throw new Rejection(
      'no_evidence',
      'Add a link at which one can see it: the runbook, the deployment, the page. Nothing has changed; the product manager can waive it with a reason.',
    );
  if (item.id !== followsRecord) return;
  const { named, hidden } = stillOpen(facts);
  if (named.length + hidden > 0)
    throw new Rejection(
      'incident_is_open',
      `A sev1 or sev2 incident of the service is still open${named.length > 0 ? ` (${named.join(', ')})` : ''}, so that is not so yet. Nothing has changed; say it once that is resolved.`,
    );
}
