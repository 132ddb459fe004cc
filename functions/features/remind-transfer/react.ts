import type { Effect } from '#domain/effects';
import { goneTransferTimers, transferTimers } from '#domain/transfer/timers';
import type { TransferView } from '#domain/transfer/view';

/** The schedules are made to match the record. */
export function react({ id, transfer }: TransferView): Effect[] {
  const armed = transferTimers(id, transfer).map((timer): Effect => ({ kind: 'schedule', key: `schedule/${timer.name}`, ...timer }));
  return [...armed, ...goneTransferTimers(id, transfer).map((name): Effect => ({ kind: 'unschedule', key: `unschedule/${name}`, name }))];
}
