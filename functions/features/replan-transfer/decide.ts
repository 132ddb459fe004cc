import { alongside } from '#domain/head-write';
import { serviceId } from '#domain/keys';
import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { services } from '#domain/service/service';
import { laterOf } from '#domain/time/later-of';
import { actingAs, movingOf, type Parties, partyRefs, underWay } from '#domain/transfer/authority';
import { isShadowing, type Transfer } from '#domain/transfer/transfer';
import type { TransferEvent } from '#domain/transfer/transfer-events';
import { TransferId } from '#domain/transfer/transfer-kind';

export type ReplanTransfer = { by: PersonId; at: string; plannedAt: string };

/** Another earliest moment at which it can be taken over. */
export const replanTransfer: Act<Transfer, Parties, ReplanTransfer, TransferEvent> = {
  facts: (transfer, { by }, known) => partyRefs(movingOf(transfer), by, known),
  decide(transfer, facts, { by, at, plannedAt }, { id }) {
    const open = underWay(transfer);
    actingAs(by, facts, ['owning_lead', 'receiving_lead', 'product_manager', 'org_head'], notYours);
    if (plannedAt < at)
      throw new Rejection('replanned_to_the_past', 'That moment is over already, so nothing has changed. Name one that is to come.');
    if (open.plan.plannedAt === plannedAt) return [];
    const { service, kind, before, plan } = open;
    const shadow = isShadowing(open) ? { from: open.shadow.from, until: laterOf(open.shadow.until, plannedAt) } : undefined;
    const pending = { transfer: TransferId.parse(id), kind, from: before.owner, to: plan.to, plannedAt, ...(shadow && { shadow }) };
    return {
      events: [{ type: 'TransferReplanned', at, by, plannedAt }],
      also: [alongside(services, serviceId(service), { events: [{ type: 'ServicePending', at, pending }] })],
    };
  },
};

const notYours = () =>
  new Rejection(
    'replan_not_yours',
    'The leads of the two teams, the product manager or a head of the organisation can give it another time. Nothing has changed; ask one of them.',
  );
