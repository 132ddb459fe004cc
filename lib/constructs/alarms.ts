import { CfnParameter, Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, MathExpression, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { MusterFunction } from './muster-function.ts';

const period = Duration.minutes(5);

/** What has to reach a person when Muster itself is in trouble. Silence is health: a metric that is missing alarms nobody. */
export class Alarms extends Construct {
  private readonly topic: Topic;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { displayName: 'Muster', enforceSSL: true });
    acknowledge(
      this.topic,
      'AwsSolutions-SNS2',
      'Alarms carry metric names and numbers only; CloudWatch cannot publish under the AWS managed key, and a key of our own costs more than all the rest.',
    );
    // A parameter, not context: CloudFormation remembers it, and there is no deployment whose alarms reach nobody.
    const email = new CfnParameter(this, 'Email', {
      description: 'Who hears about alarms (an e-mail address)',
      allowedPattern: '^[^@\\s]+@[^@\\s]+$',
    });
    email.overrideLogicalId('AlarmEmail');
    this.topic.addSubscription(new EmailSubscription(email.valueAsString));
  }

  /** Somebody has to look, and then `npm run redrive`. */
  deadLetters(what: string, queue: Queue): void {
    this.when(
      `${what}GivenUp`,
      `${what}: given up on. See docs/operations.md, then \`npm run redrive\`.`,
      queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
      1,
    );
  }

  oldestMessage(queue: Queue, atMost: Duration): void {
    this.when(
      'ReactionsLate',
      'The record is not reaching Slack.',
      queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' }),
      atMost.toSeconds(),
    );
  }

  iteratorAge(fn: MusterFunction, atMost: Duration): void {
    this.when(
      'StreamLate',
      'Events are not leaving the table.',
      fn.metric('IteratorAge', { period, statistic: 'Maximum' }),
      atMost.toMilliseconds(),
    );
  }

  failures(functions: MusterFunction[]): void {
    for (const fn of functions)
      this.when(`${fn.musterName}Errors`, `Invocations of ${fn.musterName} failed.`, fn.metricErrors({ period }), 1);
    this.when(
      'Throttles',
      'Invocations were throttled: ask AWS for more concurrency.',
      this.sum(functions.map((fn) => fn.metricThrottles({ period }))),
      1,
    );
  }

  /** Slack showed somebody `operation_timeout`. */
  lateAcknowledgements(fn: MusterFunction): void {
    this.when('LateAcknowledgements', 'Slack was answered after its three seconds.', this.counted('LateAcknowledgement', fn), 1);
  }

  unexpectedErrors(functions: MusterFunction[]): void {
    this.when(
      'UnexpectedErrors',
      'Something failed that is not a rule saying no.',
      this.sum(functions.map((fn) => this.counted('UnexpectedError', fn))),
      1,
    );
  }

  private when(id: string, alarmDescription: string, metric: IMetric, threshold: number): void {
    const alarm = new Alarm(this, id, {
      alarmDescription,
      metric,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }

  /** What the functions count themselves; `service` is the dimension that Powertools gives every metric. */
  private counted(metricName: string, fn: MusterFunction): Metric {
    return new Metric({ namespace: 'Muster', metricName, dimensionsMap: { service: fn.musterName }, statistic: 'Sum', period });
  }

  private sum(metrics: Metric[]): MathExpression {
    const usingMetrics = Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric]));
    const expression = Object.keys(usingMetrics)
      .map((name) => `FILL(${name}, 0)`)
      .join(' + ');
    return new MathExpression({ expression, usingMetrics, period });
  }
}
