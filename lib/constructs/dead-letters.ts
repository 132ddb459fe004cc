import { Duration } from 'aws-cdk-lib';
import type { IDestination, IEventSourceDlq } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { MusterFunction } from './muster-function.ts';

/** What was given up on waits here for a person, as long as SQS allows. An alarm looks at it, `npm run redrive` empties it. */
export class DeadLetters extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { fifo = false } = {}) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      ...(fifo ? { fifo } : {}),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(this.queue, 'AwsSolutions-SQS3', 'This is the dead-letter queue.');
  }
}

/** Lambda puts it there itself, under the function's role. That takes `SendMessage` alone; CDK's own destinations grant reading the queue's attributes too. */
export function givenUpTo(queue: Queue, fn: MusterFunction): IDestination & IEventSourceDlq {
  fn.may(['sqs:SendMessage'], queue.queueArn);
  return { bind: () => ({ destination: queue.queueArn }) };
}
