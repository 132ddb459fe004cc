import { type Assertion, history, movedAt, ownerAt } from '#domain/service/ownership';
import type { Transfer } from '#domain/transfer/transfer';
import { TransferId } from '#domain/transfer/transfer-kind';
import type { Owner } from './routing.ts';

const dayMs = 24 * 3_600_000;

/** Whether it had just come to those who own it at this instant, or was about to go. `moves`: the transfers that may say so. */
export function movingAt(at: string, assertions: Assertion[], moves: Transfer[]): Pick<Owner, 'transferPending' | 'daysSinceTransfer'> {
  const pending = moves.some((transfer) => transfer.state !== 'none' && transfer.requestedAt <= at && at < endOf(transfer));
  const moved = movedAt(assertions, at)?.moved;
  return {
    ...(pending && { transferPending: true }),
    ...(moved && { daysSinceTransfer: Math.floor((Date.parse(at) - Date.parse(moved.effectiveFrom)) / dayMs) }),
  };
}

function endOf(transfer: Exclude<Transfer, { state: 'none' }>): string {
  if (transfer.state === 'completed') return transfer.completed.at;
  if (transfer.state === 'expired') return transfer.endedAt;
  return 'ended' in transfer ? transfer.ended.at : '9999';
}

/** The one that is under way now, and the one by which it has gone to others since: it may be told of after it is over. */
export function movesAround(at: string, assertions: Assertion[], underWay: TransferId | undefined): TransferId[] {
  const { version } = ownerAt(assertions, at) ?? {};
  const told = history(assertions);
  const next = told[told.findIndex((one) => one.version === version) + 1]?.transfer;
  return [underWay, TransferId.safeParse(next).data].filter((id) => id !== undefined);
}
