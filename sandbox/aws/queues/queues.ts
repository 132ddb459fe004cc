import type { DeadLetters } from '#sandbox/aws/dead-letters';
import type { Stack } from '#sandbox/aws/template/stack';
import type { Clock, Store } from '#sandbox/contracts';
import { createQueue, type Queue } from './queue.ts';

export type Queues = {
  byArn(arn: string): Queue | undefined;
  byUrl(url: string): Queue | undefined;
  all(): Queue[];
  /** Messages that were received too often go to the dead-letter queue before anyone sees them again. */
  bury(queue: Queue): void;
  /** Takes a message out for good, be it a dead letter or another. */
  remove(queue: Queue, receipt: string): void;
  /** Called after something was put into a queue. */
  onSent(listener: (queue: Queue) => void): void;
  sent(queue: Queue): void;
};

export function createQueues(
  stack: Stack,
  { clock, store, deadLetters }: { clock: Clock; store: Store; deadLetters: DeadLetters },
): Queues {
  const queues = stack.all('AWS::SQS::Queue').map((resource) => createQueue(resource, { clock, store }));
  const listeners: ((queue: Queue) => void)[] = [];
  const byArn = (arn: string) => queues.find((queue) => queue.arn === arn);
  return {
    byArn,
    byUrl: (url) => queues.find(({ name }) => url.split('/').at(-1) === name),
    all: () => queues,
    bury(queue) {
      const policy = queue.deadLetters;
      if (policy === undefined) return;
      for (const message of queue.ready(Number.POSITIVE_INFINITY)) {
        if (message.receives < policy.maxReceiveCount) continue;
        queue.remove(message);
        const buried = byArn(policy.arn)?.send({
          body: message.body,
          group: message.group,
          dedup: message.id,
          attributes: message.attributes,
        });
        const why = `Received ${message.receives} times. ${message.lastFailure ?? ''}`.trim();
        deadLetters.add({ from: queue.name, what: readable(message.body), why, message: buried?.id });
      }
    },
    remove(queue, receipt) {
      const message = queue.delete(receipt);
      if (message !== undefined) deadLetters.taken(message);
    },
    onSent: (listener) => listeners.push(listener),
    sent: (queue) => {
      for (const listener of listeners) listener(queue);
    },
  };
}

/** JSON where it is JSON. */
export function readable(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
