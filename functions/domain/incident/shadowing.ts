import { type Act, perform } from '#domain/perform';
import { type Transfer, transfers } from '#domain/transfer/transfer';
import type { ShadowPage, TransferEvent } from '#domain/transfer/transfer-events';
import { TransferId } from '#domain/transfer/transfer-kind';
import { holderOf, type IncidentId, type OpenIncident } from './incident.ts';
import type { Overdue } from './projection.ts';

/** Somebody who learns to run it has it: a call that the transfer counts, once for each incident. */
export function shadowCall(id: IncidentId, incident: OpenIncident, at: string): ShadowPage | undefined {
  const [holder, { routing, drill }] = [holderOf(incident), incident];
  if (holder === undefined || routing?.pending === undefined || !routing.shadow?.people.includes(holder)) return undefined;
  return { at, person: holder, as: drill ? 'drill' : 'incident', incident: id };
}

/** On the incident's own record nothing is left to do, so nothing is due again. */
export const shadowsCount =
  <Facts>(record: Act<Transfer, Facts, ShadowPage, TransferEvent>): Overdue =>
  async (desk, id, incident) => {
    const call = shadowCall(id, incident, desk.now());
    const transfer = TransferId.safeParse(incident.routing?.pending?.transfer).data;
    if (call && transfer) await perform(desk, transfers, transfer, record, call);
    return false;
  };
