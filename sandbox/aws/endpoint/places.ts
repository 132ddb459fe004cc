import type { Call } from './call.ts';

/** The place of a call, by which faults and `GET /calls` name it. */
export function placeOf({ service, operation }: Pick<Call, 'service' | 'operation'>): string {
  if (service === 'events') return `bus:${operation}`;
  if (service === 'scheduler') return `schedule:${operation.replace(/Schedules?$/, '').toLowerCase()}`;
  if (service === 'sqs') return `queue:${queueActs[operation.replace(/Batch$/, '')] ?? operation}`;
  return `${service}:${operation}`;
}

const queueActs: Record<string, string> = {
  SendMessage: 'send',
  ChangeMessageVisibility: 'return',
  ReceiveMessage: 'receive',
  DeleteMessage: 'delete',
  GetQueueAttributes: 'attributes',
  PurgeQueue: 'purge',
};
