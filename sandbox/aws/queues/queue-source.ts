import { createHash } from 'node:crypto';
import type { Functions } from '#sandbox/aws/functions/functions';
import { handOver } from '#sandbox/aws/handing-over';
import { isObject, list, number, object, text } from '#sandbox/aws/json';
import { matches } from '#sandbox/aws/pattern';
import type { Resource } from '#sandbox/aws/template/stack';
import type { Faults, Part } from '#sandbox/contracts';
import type { Queue, Received } from './queue.ts';
import { type Queues, readable } from './queues.ts';

type Settings = {
  mapping: Resource;
  queue: Queue;
  queues: Queues;
  functions: Functions;
  faults: Faults;
  functionArn: string;
  region: string;
};

/** An event source mapping from a queue to a function: as many batches side by side as Lambda would run, each of one group. */
export function createQueueSource({ mapping, queue, queues, functions, faults, functionArn, region }: Settings): Part {
  const batchSize = Math.min(number(mapping.properties.BatchSize, 10), queue.fifo ? 10 : 10_000);
  const concurrency = number(object(mapping.properties.ScalingConfig).MaximumConcurrency, 10);
  const partial = list(mapping.properties.FunctionResponseTypes).includes('ReportBatchItemFailures');
  const filters = list(object(mapping.properties.FilterCriteria).Filters).map((filter) => object(JSON.parse(text(object(filter).Pattern))));
  const enabled = mapping.properties.Enabled !== false;
  let running = 0;

  function wake(): void {
    if (!enabled) return;
    queues.bury(queue);
    while (running < concurrency) {
      const ready = queue.ready(batchSize);
      if (ready.length === 0) return;
      const batch = queue.take(ready);
      running += 1;
      void run(batch).finally(() => {
        running -= 1;
        wake();
      });
    }
  }

  async function run(taken: Received[]): Promise<void> {
    const wanted = (message: Received) =>
      filters.length === 0 || filters.some((filter) => matches(filter, { body: object(readable(message.body)) }));
    for (const message of taken.filter((one) => !wanted(one))) queue.delete(message.receipt);
    const batch = taken.filter(wanted);
    if (batch.length === 0) return;
    const fault = faults.at('queue:deliver', functions.byArn(functionArn)?.service);
    if (fault?.do === 'delay') {
      for (const { receipt } of batch) queue.putBack(receipt, Number(fault.ms ?? 1000));
      return;
    }
    const event = { Records: batch.map((message) => record(message, queue, region)) };
    const outcome = await handOver(fault, () => functions.invoke(functionArn, event));
    if (!outcome.ok) {
      for (const { receipt } of batch) queue.fail(receipt, `${outcome.errorType}: ${outcome.message}`);
      return;
    }
    const failed = partial ? failures(outcome.body, batch) : new Set<string>();
    for (const { id, receipt } of batch) {
      if (failed.has(id)) queue.fail(receipt, 'Reported as a batch item failure.');
      else queue.delete(receipt);
    }
  }

  return {
    busy: () => running > 0 || (enabled && queue.ready(1).length > 0),
    next() {
      const at = enabled ? queue.nextAt() : undefined;
      return at === undefined ? null : { at, name: `message in ${queue.name}` };
    },
    wake,
  };
}

/** The ids that the function reports as failed; an answer that names none of ours properly fails the whole batch, as Lambda has it. */
function failures(body: string, batch: Received[]): Set<string> {
  const answer = readable(body);
  const reported = isObject(answer) ? list(answer.batchItemFailures).map((one) => text(object(one).itemIdentifier)) : [];
  const ids = batch.map(({ id }) => id);
  return new Set(reported.every((id) => ids.includes(id)) ? reported : ids);
}

function record(message: Received, queue: Queue, region: string) {
  return {
    messageId: message.id,
    receiptHandle: message.receipt,
    body: message.body,
    attributes: {
      ApproximateReceiveCount: String(message.receives),
      SentTimestamp: String(message.sentAt),
      SenderId: 'AROASANDBOX',
      ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
      ...(queue.fifo
        ? { SequenceNumber: String(message.number).padStart(20, '0'), MessageGroupId: message.group, MessageDeduplicationId: message.dedup }
        : {}),
    },
    messageAttributes: Object.fromEntries(
      Object.entries(message.attributes).map(([name, value]) => [
        name,
        {
          stringValue: text(object(value).StringValue),
          dataType: text(object(value).DataType),
          stringListValues: [],
          binaryListValues: [],
        },
      ]),
    ),
    md5OfBody: createHash('md5').update(message.body).digest('hex'),
    eventSource: 'aws:sqs',
    eventSourceARN: queue.arn,
    awsRegion: region,
  };
}
