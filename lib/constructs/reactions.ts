import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetters } from './dead-letters.ts';
import type { MusterFunction } from './muster-function.ts';

/** Fifty outlast an outage of hours; long before that the alarms for unexpected errors and for the oldest message have told somebody. */
const receives = 50;

/** Requests to reconcile: a queue whose groups are the aggregates, so that each has one reconciler at a time. */
export class Reactions extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { reactTimeout }: { reactTimeout: Duration }) {
    super(scope, id);
    this.deadLetters = new DeadLetters(this, 'GivenUp', { fifo: true }).queue;
    this.queue = new Queue(this, 'Queue', {
      fifo: true,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Six times the function's timeout, as AWS advises; `react` shortens it to Slack's Retry-After when it knows better.
      visibilityTimeout: Duration.seconds(6 * reactTimeout.toSeconds()),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: receives },
    });
  }

  grantAsk(fn: MusterFunction): void {
    fn.knows({ MUSTER_QUEUE_URL: this.queue.queueUrl });
    fn.may(['sqs:SendMessage'], this.queue.queueArn);
  }

  /** One message, one invocation: nobody's page waits behind somebody's channel. */
  onRequest(fn: MusterFunction): void {
    fn.knows({ MUSTER_QUEUE_URL: this.queue.queueUrl, MUSTER_QUEUE_RECEIVES: String(receives) });
    // What Lambda needs to fetch messages in our name, and `ChangeMessageVisibility` for ourselves; CDK's own source grants more.
    fn.may(
      ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes', 'ChangeMessageVisibility'].map((act) => `sqs:${act}`),
      this.queue.queueArn,
    );
    fn.addEventSourceMapping('Requests', {
      eventSourceArn: this.queue.queueArn,
      batchSize: 1,
      reportBatchItemFailures: true,
      // Slack's own limits bind long before ten do; what is left of the account's concurrency belongs to the doors.
      maxConcurrency: 10,
    });
  }
}
