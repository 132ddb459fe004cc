import { type Act, perform } from '#domain/perform';
import { type Transfer, transfers } from '#domain/transfer/transfer';
import type { ShadowPage, TransferEvent } from '#domain/transfer/transfer-events';
import { TransferId } from '#domain/transfer/transfer-kind';
import { holderOf, type IncidentId, type OpenIncident } from './incident.ts';
import type { Overdue } from './projection.ts';

/**
 * Somebody who learns to run it has it: a call that the transfer counts, once for each incident. Of a private one it is known by when it was
 * taken, because everybody may look at a transfer.
 */
export function shadowCall(id: IncidentId, incident: OpenIncident): ShadowPage | undefined {
  const [holder, { routing, drill }] = [holderOf(incident), incident];
  const taken = incident.state === 'declared' ? undefined : incident.acknowledged;
  if (holder === undefined || taken === undefined || routing?.pending === undefined || !routing.shadow?.people.includes(holder))
    return undefined;
  return { at: taken.at, person: holder, as: drill ? 'drill' : 'incident', ...(!incident.private && { incident: id }) };
}

/** An incident that has become private. */
export type HideShadowPages = { incident: IncidentId };

/** On the incident's own record nothing is left to do, so nothing is due again. */
export const shadowsCount =
  <Facts, Nothing>(
    record: Act<Transfer, Facts, ShadowPage, TransferEvent>,
    hide: Act<Transfer, Nothing, HideShadowPages, TransferEvent>,
  ): Overdue =>
  async (desk, id, incident) => {
    const call = shadowCall(id, incident);
    const transfer = TransferId.safeParse(incident.routing?.pending?.transfer).data;
    if (transfer === undefined) return false;
    if (incident.private) await perform(desk, transfers, transfer, hide, { incident: id });
    if (call) await perform(desk, transfers, transfer, record, call);
    return false;
  };
