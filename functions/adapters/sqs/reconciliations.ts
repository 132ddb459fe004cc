import { createHash } from 'node:crypto';
import { ChangeMessageVisibilityCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Reconciliations, Request } from '#domain/ports';

export type ReconciliationQueue = Reconciliations & {
  /** Hands a message back, to be delivered again after `seconds`. */
  returnIn(receiptHandle: string, seconds: number): Promise<void>;
};

const most = 10;
const longestWait = 12 * 60 * 60;

/** A FIFO queue whose group is the aggregate: one reconciler at a time, and pages beside it. */
export const reconciliationQueue = ({ client = new SQSClient(), url }: { client?: SQSClient; url: string }): ReconciliationQueue => ({
  async ask(requests) {
    // Twice the same within one request would be refused by the queue, and says nothing new.
    const distinct = [...new Map(requests.map((request) => [deduplicationId(request), request])).values()];
    const failed: string[] = [];
    for (let from = 0; from < distinct.length; from += most) {
      const { Failed = [] } = await client.send(
        new SendMessageBatchCommand({ QueueUrl: url, Entries: distinct.slice(from, from + most).map(entryOf) }),
      );
      failed.push(...Failed.map(({ Id, Code }) => `${distinct[from + Number(Id)]?.id}: ${Code}`));
    }
    // The others are in the queue by now, and asking for them again does no harm.
    if (failed.length > 0) throw new Error(`The queue refused ${failed.join(', ')}`);
  },

  async returnIn(receiptHandle, seconds) {
    const VisibilityTimeout = Math.min(longestWait, Math.max(0, Math.ceil(seconds)));
    await client.send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: receiptHandle, VisibilityTimeout }));
  },
});

const entryOf = (request: Request, index: number) => ({
  Id: String(index),
  MessageBody: JSON.stringify(request),
  MessageGroupId: request.lane === 'main' ? request.id : `${request.id}/${request.lane}`,
  MessageDeduplicationId: deduplicationId(request),
});

/** SQS takes 128 letters, digits and punctuation marks; what is longer or has others is told apart by its hash. */
function deduplicationId({ id, lane, because }: Request): string {
  const wanted = `${id}/${lane}/${because}`;
  const lawful = wanted.replace(/[^\w!"#$%&'()*+,\-./:;<=>?@[\\\]^`{|}~]/g, '_');
  if (lawful === wanted && wanted.length <= 128) return wanted;
  return `${lawful.slice(0, 80)}-${createHash('sha256').update(wanted).digest('hex').slice(0, 40)}`;
}
