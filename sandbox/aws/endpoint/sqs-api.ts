import { createHash } from 'node:crypto';
import { isObject, type JsonObject, list, number, object, optionalText, text } from '#sandbox/aws/json';
import type { Queue, Received } from '#sandbox/aws/queues/queue';
import type { Queues } from '#sandbox/aws/queues/queues';
import type { FaultRule } from '#sandbox/contracts';
import { AwsError } from './aws-error.ts';
import type { Api } from './call.ts';

type Operation = (queue: Queue, input: JsonObject, queues: Queues, fault?: FaultRule) => JsonObject;

/** SQS over its JSON protocol. A queue is known by the last part of its URL. */
export function createSqsApi(queues: Queues): Api {
  const find = (input: JsonObject): Queue => {
    const queue = queues.byUrl(text(input.QueueUrl ?? input.QueueName));
    if (!queue) throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
    return queue;
  };
  return {
    needs: ({ operation, input }) => [{ action: `sqs:${operation.replace(/Batch$/, '')}`, resource: find(input).arn }],
    answer({ operation, input }, fault) {
      const run = operations[operation];
      if (!run) throw new AwsError('UnsupportedOperation', `The sandbox does not know SQS ${operation}.`);
      const queue = find(input);
      const answer = run(queue, input, queues, fault);
      queues.sent(queue);
      return answer;
    },
  };
}

const md5 = (value: string) => createHash('md5').update(value).digest('hex');

function send(queue: Queue, input: JsonObject): JsonObject {
  const body = text(input.MessageBody);
  const { id, number: sequence } = queue.send({
    body,
    group: optionalText(input.MessageGroupId),
    dedup: optionalText(input.MessageDeduplicationId),
    delaySeconds: input.DelaySeconds === undefined ? undefined : number(input.DelaySeconds, 0),
    attributes: object(input.MessageAttributes),
  });
  return { MessageId: id, MD5OfMessageBody: md5(body), ...(queue.fifo ? { SequenceNumber: String(sequence).padStart(20, '0') } : {}) };
}

/** Runs an operation for each entry of a batch; what fails is named and does not stop the others. */
function each(entries: unknown, run: (entry: JsonObject, index: number) => JsonObject): JsonObject {
  const items = list(entries).filter(isObject);
  if (items.length === 0) throw new AwsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (items.length > 10) throw new AwsError('TooManyEntriesInBatchRequest', 'Maximum number of entries per request are 10.');
  if (new Set(items.map(({ Id }) => Id)).size < items.length)
    throw new AwsError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
  const Successful: JsonObject[] = [];
  const Failed: JsonObject[] = [];
  for (const [index, entry] of items.entries()) {
    try {
      Successful.push({ Id: text(entry.Id), ...run(entry, index) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id: text(entry.Id), Code: error.code, Message: error.message, SenderFault: error.status < 500 });
    }
  }
  return { Successful, Failed };
}

const operations: Record<string, Operation> = {
  SendMessage: send,
  SendMessageBatch: (queue, input, _, fault) =>
    each(input.Entries, (entry, index) => {
      if (fault?.do === 'failed-entry' && index === number(fault.entry, 0))
        throw new AwsError(text(fault.code ?? 'InternalError'), 'The sandbox was told to fail here.', 500);
      return send(queue, entry);
    }),
  ChangeMessageVisibility(queue, input) {
    visibility(queue, input);
    return {};
  },
  ChangeMessageVisibilityBatch: (queue, input) => each(input.Entries, (entry) => visibility(queue, entry)),
  DeleteMessage(queue, input, queues) {
    queues.remove(queue, text(input.ReceiptHandle));
    return {};
  },
  DeleteMessageBatch: (queue, input, queues) =>
    each(input.Entries, (entry) => {
      queues.remove(queue, text(entry.ReceiptHandle));
      return {};
    }),
  ReceiveMessage(queue, input, queues) {
    queues.bury(queue);
    const messages = queue.take(queue.ready(Math.min(10, number(input.MaxNumberOfMessages, 1))));
    return messages.length === 0 ? {} : { Messages: messages.map(received) };
  },
  GetQueueAttributes: (queue) => ({
    Attributes: {
      QueueArn: queue.arn,
      ApproximateNumberOfMessages: String(queue.all().length - queue.out()),
      ApproximateNumberOfMessagesNotVisible: String(queue.out()),
      VisibilityTimeout: String(queue.visibilitySeconds),
      ...(queue.fifo ? { FifoQueue: 'true' } : {}),
    },
  }),
  PurgeQueue(queue) {
    for (const message of queue.all()) queue.remove(message);
    return {};
  },
};

function visibility(queue: Queue, input: JsonObject): JsonObject {
  const seconds = number(input.VisibilityTimeout, Number.NaN);
  if (!(seconds >= 0 && seconds <= 43_200))
    throw new AwsError('InvalidParameterValue', `Value ${text(input.VisibilityTimeout)} for parameter VisibilityTimeout is invalid.`);
  queue.setVisibility(text(input.ReceiptHandle), seconds);
  return {};
}

const received = (message: Received): JsonObject => ({
  MessageId: message.id,
  ReceiptHandle: message.receipt,
  Body: message.body,
  MD5OfBody: md5(message.body),
  Attributes: {
    ApproximateReceiveCount: String(message.receives),
    SentTimestamp: String(message.sentAt),
    ...(message.group === undefined ? {} : { MessageGroupId: message.group }),
  },
  ...(Object.keys(message.attributes).length > 0 ? { MessageAttributes: message.attributes } : {}),
});
