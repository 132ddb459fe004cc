import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, test } from 'vitest';
import { EventBus } from '../../lib/constructs/event-bus.ts';
import { ofType, type Resource, said, synthesized } from './template.ts';

const template = synthesized();
const all = (type: string): Resource[] => ofType(template, type).map(([, resource]) => resource);
const day = 24 * 60 * 60;

describe('the functions', () => {
  const functions: Record<string, Resource['Properties']> = Object.fromEntries(
    ofType(template, 'AWS::Lambda::Function').map(([, { Properties }]) => [environment(Properties).POWERTOOLS_SERVICE_NAME, Properties]),
  );

  test('are these six, on Node 24 and arm64', () => {
    expect(Object.keys(functions).sort()).toEqual(['intake', 'measure', 'publish', 'react', 'remind', 'slack']);
    for (const fn of Object.values(functions)) expect(fn).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
  });

  test.each([
    ['slack', ['MUSTER_SLACK_PARAMETERS', 'MUSTER_TABLE']],
    ['publish', ['MUSTER_BUS', 'MUSTER_QUEUE_URL', 'MUSTER_TABLE']],
    [
      'react',
      [
        'MUSTER_PAGERS',
        'MUSTER_QUEUE_RECEIVES',
        'MUSTER_QUEUE_URL',
        'MUSTER_REMIND_ARN',
        'MUSTER_SCHEDULE_DLQ_ARN',
        'MUSTER_SCHEDULE_GROUP',
        'MUSTER_SCHEDULE_ROLE_ARN',
        'MUSTER_SLACK_PARAMETERS',
        'MUSTER_TABLE',
        'MUSTER_TRACKERS',
      ],
    ],
    ['remind', ['MUSTER_BUS', 'MUSTER_QUEUE_URL', 'MUSTER_SLACK_PARAMETERS', 'MUSTER_TABLE']],
    ['measure', ['MUSTER_TABLE']],
    ['intake', ['MUSTER_SENDERS', 'MUSTER_TABLE']],
  ])('%s is told what it was granted, and no secret', (name, expected) => {
    const told = Object.keys(environment(functions[name] ?? {})).filter((key) => key.startsWith('MUSTER_'));
    expect(told.sort()).toEqual(expected);
  });

  test('slack has the time to finish what Slack no longer waits for', () => {
    expect(functions.slack).toMatchObject({ Timeout: 5, MemorySize: 1024 });
  });

  test('write to logs that end', () => {
    const logs = all('AWS::Logs::LogGroup');
    expect(logs).toHaveLength(7);
    for (const log of logs) expect(log.Properties.RetentionInDays).toBe(30);
    for (const fn of Object.values(functions)) expect(fn.LoggingConfig).toHaveProperty('LogGroup');
  });
});

describe('the record', () => {
  const [table] = all('AWS::DynamoDB::Table');

  test('cannot be lost by a mistake', () => {
    expect(table).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: { DeletionProtectionEnabled: true, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } },
    });
  });

  test('is paid by use, streams new images and forgets claims', () => {
    expect(table?.Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    });
  });

  test('is found by key, and by four sparse indexes', () => {
    const keys = (one: Record<string, unknown>) =>
      (one.KeySchema as { AttributeName: string }[]).map(({ AttributeName }) => AttributeName).join(' ');
    expect(keys(table?.Properties ?? {})).toBe('pk sk');
    const indexes = table?.Properties.GlobalSecondaryIndexes as (Record<string, unknown> & { Projection: { ProjectionType: string } })[];
    expect(indexes.map((index) => `${index.IndexName}: ${keys(index)}, ${index.Projection.ProjectionType}`)).toEqual([
      'open: list listedAt, KEYS_ONLY',
      'board: board boardedAt, INCLUDE',
      'unpublished: unpublished recordedAt, ALL',
      'behind: behind behindAt, KEYS_ONLY',
    ]);
  });

  test('streams inserted events only, and one bad record does not stop the others', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FilterCriteria: {
        Filters: [{ Pattern: JSON.stringify({ eventName: ['INSERT'], dynamodb: { Keys: { sk: { S: [{ prefix: 'E#' }] } } } }) }],
      },
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumBatchingWindowInSeconds: 0,
      MaximumRetryAttempts: 5,
      MaximumRecordAgeInSeconds: 900,
    });
  });
});

describe('the door', () => {
  const [stage] = all('AWS::ApiGatewayV2::Stage');

  test('is one route for people and two for machines, without CORS', () => {
    expect(all('AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties.RouteKey)).toEqual([
      'POST /slack/events',
      'POST /alerts/{source}',
      'POST /hooks/{source}',
    ]);
    expect(all('AWS::ApiGatewayV2::Api')[0]?.Properties).not.toHaveProperty('CorsConfiguration');
  });

  test('is throttled, by itself and with all others', () => {
    expect(stage?.Properties.DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 });
    expect(stage?.Properties.RouteSettings).toEqual({
      'POST /slack/events': { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
      'POST /alerts/{source}': { ThrottlingRateLimit: 200, ThrottlingBurstLimit: 500 },
      'POST /hooks/{source}': { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 },
    });
  });

  test('logs who came and never what they said', () => {
    const { Format } = (stage?.Properties.AccessLogSettings ?? {}) as { Format: string };
    expect(Object.values(JSON.parse(Format))).toContain('$context.status');
    expect(Format).not.toMatch(/body|querystring|header|path/i);
  });

  test('is printed by a deployment', () => {
    const [output] = Object.values(template.findOutputs('RequestUrl'));
    expect(said(output?.Value)).toBe('DoorsApi/slack/events');
  });
});

describe('the bus', () => {
  test('keeps an archive of 400 days and a registry', () => {
    template.hasResourceProperties('AWS::Events::EventBus', { Name: 'muster' });
    template.hasResourceProperties('AWS::Events::Archive', { RetentionDays: 400, EventPattern: Match.objectLike({ source: ['muster'] }) });
    template.resourceCountIs('AWS::EventSchemas::Registry', 1);
  });

  test('brings all events of incidents to measure, whatever they are called', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { source: ['muster'], detail: { aggregate: { type: ['incident'] } } },
    });
  });

  test('of the account brings alarms to intake, and no replay of them', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.cloudwatch'],
        'detail-type': ['CloudWatch Alarm State Change'],
        detail: { alarmName: [{ 'anything-but': { prefix: ['TargetTracking-', 'Muster-Alarms'] } }], state: { value: ['ALARM', 'OK'] } },
        'replay-name': [{ exists: false }],
      },
    });
    // CloudFormation calls them by the stack and by what they are in it.
    for (const [id, { Properties }] of ofType(template, 'AWS::CloudWatch::Alarm')) {
      expect(id).toMatch(/^Alarms/);
      expect(Properties).not.toHaveProperty('AlarmName');
    }
  });

  test('brings a replay to no rule that has an effect outside the table', () => {
    const effectless = ['Measure'];
    for (const { Properties } of all('AWS::Events::Rule')) {
      const targets = (Properties.Targets as { Arn: unknown }[]).map(({ Arn }) => said(Arn));
      if (targets.every((target) => effectless.includes(target))) continue;
      expect(Properties.EventPattern).toHaveProperty('replay-name', [{ exists: false }]);
    }
  });
});

test('a rule with an effect outside excludes replays', () => {
  const stack = new Stack(new App(), 'Elsewhere');
  const bus = new EventBus(stack, 'Bus');
  bus.onEvent('Page', {
    of: 'incident',
    detailType: 'IncidentPaged',
    target: new SqsQueue(new Queue(stack, 'Pager')),
    replays: 'excluded',
  });
  Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
    EventPattern: { source: ['muster'], 'detail-type': ['IncidentPaged'], 'replay-name': [{ exists: false }] },
  });
});

describe('the queue', () => {
  const [queue] = all('AWS::SQS::Queue').filter(({ Properties }) => Properties.RedrivePolicy);

  test('keeps the order of each aggregate and outwaits its function', () => {
    expect(queue?.Properties).toMatchObject({ FifoQueue: true, VisibilityTimeout: 180, RedrivePolicy: { maxReceiveCount: 50 } });
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 10 },
    });
  });

  test('and every other queue is encrypted and refuses plain HTTP', () => {
    const queues = all('AWS::SQS::Queue');
    for (const { Properties } of queues) expect(Properties.SqsManagedSseEnabled).toBe(true);
    expect(all('AWS::SQS::QueuePolicy')).toHaveLength(queues.length);
    for (const { Properties } of all('AWS::SQS::QueuePolicy'))
      expect(JSON.stringify(Properties)).toContain('"aws:SecureTransport":"false"');
  });
});

describe('the schedules', () => {
  test('sweep every five minutes and look at the workspace once a night', () => {
    const recurring = all('AWS::Scheduler::Schedule').map(({ Properties }) => {
      const { Arn, Input } = Properties.Target as { Arn: unknown; Input: string };
      return `${Properties.ScheduleExpression} ${said(Arn)} ${Input}`;
    });
    expect(recurring).toEqual(['rate(5 minutes) Remind {"sweep":true}', 'cron(17 3 * * ? *) Remind {"scan":true}']);
  });

  test('that an incident arms have a group of their own', () => {
    template.hasResourceProperties('AWS::Scheduler::ScheduleGroup', { Name: 'muster' });
    for (const { Properties } of all('AWS::Scheduler::Schedule')) expect(Properties.GroupName).toBeUndefined();
  });
});

describe('what is given up on waits for a person', () => {
  const kept = ofType(template, 'AWS::SQS::Queue')
    .filter(([, { Properties }]) => !Properties.RedrivePolicy)
    .map(([id, { Properties }]) => ({ name: said({ Ref: id }), days: Number(Properties.MessageRetentionPeriod) / day }));

  test('two weeks long', () => {
    expect(kept).toEqual([
      { name: 'MonitorsUnheardQueue', days: 14 },
      { name: 'RecordUnstreamedQueue', days: 14 },
      { name: 'ReactionsGivenUpQueue', days: 14 },
      { name: 'TimersMissedQueue', days: 14 },
      { name: 'MeasuresUnmeasuredQueue', days: 14 },
    ]);
  });

  test('whichever way it came', () => {
    const sqsSources = all('AWS::SQS::Queue').filter(({ Properties }) => Properties.RedrivePolicy).length;
    const streams = all('AWS::Lambda::EventSourceMapping').filter(({ Properties }) => Properties.DestinationConfig).length;
    expect(sqsSources + streams).toBe(all('AWS::Lambda::EventSourceMapping').length);
    const targets = all('AWS::Events::Rule').flatMap(({ Properties }) => Properties.Targets as object[]);
    for (const target of targets) expect(target).toHaveProperty('DeadLetterConfig.Arn');
    for (const { Properties } of all('AWS::Scheduler::Schedule')) expect(Properties).toHaveProperty('Target.DeadLetterConfig.Arn');
    const handedOver = all('AWS::Lambda::EventInvokeConfig').map(({ Properties }) => [
      said(Properties.FunctionName),
      Properties.DestinationConfig,
    ]);
    expect(Object.fromEntries(handedOver)).toEqual({
      Remind: onFailure('TimersMissedQueue'),
      Measure: onFailure('MeasuresUnmeasuredQueue'),
      Intake: onFailure('MonitorsUnheardQueue'),
    });
  });
});

test('the note for `npm run redrive` says where everything is', () => {
  const [note] = all('AWS::SSM::Parameter');
  expect(note?.Properties.Name).toBe('/muster/operations');
  expect(JSON.parse(said(note?.Properties.Value))).toEqual({
    reactions: 'ReactionsGivenUpQueue',
    timers: 'TimersMissedQueue',
    measures: 'MeasuresUnmeasuredQueue',
    stream: 'RecordUnstreamedQueue',
    monitors: 'MonitorsUnheardQueue',
    intake: 'Intake',
    remind: 'Remind',
    measure: 'Measure',
  });
});

describe('an alarm', () => {
  const alarms = ofType(template, 'AWS::CloudWatch::Alarm').map(([id, { Properties }]) => ({
    name: said({ Ref: id }).replace('Alarms', ''),
    Properties,
  }));

  test('is raised for each of these', () => {
    expect(alarms.map(({ name }) => name).sort()).toEqual([
      'LateAcknowledgements',
      'MeasuresGivenUp',
      'MonitorsGivenUp',
      'ReactionsGivenUp',
      'ReactionsLate',
      'StreamGivenUp',
      'StreamLate',
      'Throttles',
      'TimersGivenUp',
      'UnexpectedErrors',
      'intakeErrors',
      'measureErrors',
      'publishErrors',
      'reactErrors',
      'remindErrors',
      'slackErrors',
    ]);
  });

  test('reaches somebody by e-mail', () => {
    for (const { Properties } of alarms) expect((Properties.AlarmActions as unknown[]).map(said)).toEqual(['AlarmsTopic']);
    template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: { Ref: 'AlarmEmail' } });
    expect(template.findParameters('AlarmEmail').AlarmEmail).not.toHaveProperty('Default');
  });

  test('listens to what the functions count', () => {
    const counted = JSON.stringify(alarms.map(({ Properties }) => Properties));
    for (const metric of ['LateAcknowledgement', 'UnexpectedError'])
      expect(counted).toContain(`"MetricName":"${metric}","Namespace":"Muster"`);
  });
});

function environment(fn: Record<string, unknown>): Record<string, string> {
  return (fn.Environment as { Variables: Record<string, string> } | undefined)?.Variables ?? {};
}

function onFailure(queue: string): object {
  const [id] = ofType(template, 'AWS::SQS::Queue').find(([name]) => said({ Ref: name }) === queue) ?? [];
  return { OnFailure: { Destination: { 'Fn::GetAtt': [id, 'Arn'] } } };
}
