import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule, ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { DeadLetters, givenUpTo } from './dead-letters.ts';
import type { MusterFunction } from './muster-function.ts';

/** Time: one-shot schedules that `react` arms, recurring ones that stand here, and the one function they may wake. */
export class Timers extends Construct {
  readonly deadLetters: Queue;
  private readonly group: ScheduleGroup;
  private readonly role: Role;
  private readonly remind: MusterFunction;

  constructor(scope: Construct, id: string, { remind }: { remind: MusterFunction }) {
    super(scope, id);
    this.remind = remind;
    this.deadLetters = new DeadLetters(this, 'Missed').queue;
    this.group = new ScheduleGroup(this, 'Group', { scheduleGroupName: 'muster' });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com', { conditions: this.ours() }) });
    this.role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [remind.functionArn] }));
    this.role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.deadLetters.queueArn] }));
    // The scheduler hands over and forgets; if the function then fails three times, only this keeps the firing.
    remind.configureAsyncInvoke({ retryAttempts: 2, maxEventAge: Duration.minutes(30), onFailure: givenUpTo(this.deadLetters, remind) });
  }

  /** Arms and disarms one-shots in our group, on behalf of our role, and touches nothing else. */
  grantArm(fn: MusterFunction): void {
    fn.knows({
      MUSTER_SCHEDULE_GROUP: this.group.scheduleGroupName,
      MUSTER_SCHEDULE_ROLE_ARN: this.role.roleArn,
      MUSTER_SCHEDULE_DLQ_ARN: this.deadLetters.queueArn,
      MUSTER_REMIND_ARN: this.remind.functionArn,
    });
    fn.may(['scheduler:CreateSchedule', 'scheduler:DeleteSchedule'], this.arn('schedule', 'muster/*'));
    fn.addToRolePolicy(
      new PolicyStatement({
        actions: ['iam:PassRole'],
        resources: [this.role.roleArn],
        conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      }),
    );
    const finding = 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:scheduler:<AWS::Region>:<AWS::AccountId>:schedule/muster/*]';
    acknowledge(fn, finding, 'Schedules are named for the timers of incidents to come; the group is ours alone.');
  }

  /** A recurring schedule. It stands outside the group, where no function can delete it. */
  every(id: string, expression: string, input: Record<string, boolean>): void {
    new CfnSchedule(this, id, {
      scheduleExpression: expression,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: this.remind.functionArn,
        roleArn: this.role.roleArn,
        input: JSON.stringify(input),
        // The next one does what this one missed.
        retryPolicy: { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 300 },
        deadLetterConfig: { arn: this.deadLetters.queueArn },
      },
    });
  }

  /** Only schedules of this account, in our group or the default one, may use the role. */
  private ours() {
    const groups = ['muster', 'default'].map((name) => this.arn('schedule-group', name));
    return { StringEquals: { 'aws:SourceAccount': Stack.of(this).account }, ArnEquals: { 'aws:SourceArn': groups } };
  }

  private arn(resource: string, resourceName: string): string {
    return Stack.of(this).formatArn({ service: 'scheduler', resource, resourceName });
  }
}
