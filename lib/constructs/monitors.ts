import { Duration, Stack } from 'aws-cdk-lib';
import { type CfnRule, Match, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetters, givenUpTo } from './dead-letters.ts';
import type { MusterFunction } from './muster-function.ts';

const path = '/muster/intake';

/** Autoscaling turns with its alarms, and nothing is wrong; Muster's own reach its people by mail, also when it cannot declare anything. */
const notAlerts = (scope: Construct) => ['TargetTracking-', `${Stack.of(scope).stackName}-Alarms`];

/** Whoever speaks to us without being a person: signed by a secret of its own, or CloudWatch through the account's own bus. */
export class Monitors extends Construct {
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { intake }: { intake: MusterFunction }) {
    super(scope, id);
    intake.knows({ MUSTER_SENDERS: path });
    // Reading a path is one permission on the path itself: a sender more needs no deployment.
    intake.may(['ssm:GetParametersByPath'], Stack.of(this).formatArn({ service: 'ssm', resource: `parameter${path}` }));
    this.deadLetters = new DeadLetters(this, 'Unheard').queue;
    const target = new LambdaFunction(intake, { deadLetterQueue: this.deadLetters, retryAttempts: 8, maxEventAge: Duration.hours(1) });
    const rule = new Rule(this, 'Alarms', {
      description: 'CloudWatch alarms that change their state, of this account and region',
      eventPattern: {
        source: ['aws.cloudwatch'],
        detailType: ['CloudWatch Alarm State Change'],
        detail: { alarmName: Match.anythingButPrefix(...notAlerts(this)), state: { value: ['ALARM', 'OK'] } },
      },
      targets: [target],
    });
    (rule.node.defaultChild as CfnRule).addPropertyOverride('EventPattern.replay-name', [{ exists: false }]);
    intake.configureAsyncInvoke({ retryAttempts: 2, maxEventAge: Duration.hours(1), onFailure: givenUpTo(this.deadLetters, intake) });
  }
}
