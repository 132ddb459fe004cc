import * as z from 'zod';
import type { Appended } from '#domain/records';

const busy = ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'];
const busyErrors = [
  'TransactionInProgressException',
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
];
const Refusal = z.object({ name: z.string(), CancellationReasons: z.array(z.object({ Code: z.string().optional() })).optional() });

/** `undefined` where the fault is none that deciding or trying again can mend. */
export function outcomeOf(error: unknown, claimsFrom: number): Appended | undefined {
  const { data } = Refusal.safeParse(error);
  const codes = data?.CancellationReasons?.map(({ Code }) => Code ?? 'None') ?? [];
  if (codes.indexOf('ConditionalCheckFailed', claimsFrom) >= 0) return 'claimed';
  if (codes.includes('ConditionalCheckFailed')) return 'lost-race';
  if (codes.some((code) => busy.includes(code)) || busyErrors.includes(data?.name ?? '')) return 'busy';
  return undefined;
}
