import { Duration } from 'aws-cdk-lib';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetters, givenUpTo } from './dead-letters.ts';
import type { EventBus } from './event-bus.ts';
import type { MusterFunction } from './muster-function.ts';

/** Facts for reports, learnt from the bus like anyone else would learn them. */
export class Measures extends Construct {
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { bus, measure }: { bus: EventBus; measure: MusterFunction }) {
    super(scope, id);
    this.deadLetters = new DeadLetters(this, 'Unmeasured').queue;
    const target = new LambdaFunction(measure, { deadLetterQueue: this.deadLetters, retryAttempts: 8, maxEventAge: Duration.hours(6) });
    // No effect outside the table, and a fact is replaced only by a higher version: a replay is how facts are rebuilt.
    bus.onEvent('Incidents', { of: 'incident', target, replays: 'welcome' });
    measure.configureAsyncInvoke({ retryAttempts: 2, maxEventAge: Duration.hours(6), onFailure: givenUpTo(this.deadLetters, measure) });
  }
}
