import { Match } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { ofType, permissions, said, synthesized } from './template.ts';

const template = synthesized();

const may = (actions: string[], on: string) => actions.map((action) => `${action} on ${on}`);
const logs = (fn: string) => may(['logs:CreateLogStream', 'logs:PutLogEvents'], `${fn}Log`);
const performs = may(
  ['BatchGetItem', 'PutItem', 'UpdateItem'].map((act) => `dynamodb:${act}`),
  'RecordTable',
);
const here = 'AWS::Region:AWS::AccountId';
const reads = (name: string) => may(['ssm:GetParameters'], `arn:AWS::Partition:ssm:${here}:parameter/muster/slack/${name}`);
const speaks = ['bot-id', 'bot-token', 'bot-user-id'].flatMap(reads);
const verifies = reads('signing-secret');
const pagerParameters = `arn:AWS::Partition:ssm:${here}:parameter/muster/pagers/*`;
const trackerParameters = `arn:AWS::Partition:ssm:${here}:parameter/muster/trackers/*`;
const givesUpInto = (queue: string) => may(['sqs:SendMessage'], queue);
const asks = may(['sqs:SendMessage'], 'ReactionsQueue');

const allowed: Record<string, string[]> = {
  Slack: [
    ...performs,
    ...may(['dynamodb:Query'], 'RecordTable'),
    ...may(['dynamodb:ConditionCheckItem'], 'RecordTable'),
    ...may(['dynamodb:Query'], 'RecordTable/index/open'),
    ...may(['dynamodb:Query'], 'RecordTable/index/board'),
    ...speaks,
    ...verifies,
  ],
  Publish: [
    ...may(['dynamodb:Query', 'dynamodb:UpdateItem'], 'RecordTable'),
    ...may(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], 'RecordTable stream'),
    ...may(['dynamodb:ListStreams'], '*'),
    ...may(['events:PutEvents'], 'Bus'),
    ...asks,
    ...givesUpInto('RecordUnstreamedQueue'),
  ],
  React: [
    ...performs,
    ...may(['dynamodb:Query'], 'RecordTable'),
    ...may(['dynamodb:ConditionCheckItem'], 'RecordTable'),
    ...may(['dynamodb:GetItem'], 'RecordTable'),
    ...may(['dynamodb:Query'], 'RecordTable/index/board'),
    ...asks,
    ...speaks,
    ...may(['ssm:GetParameters'], pagerParameters),
    ...may(['ssm:GetParameters'], trackerParameters),
    ...may(
      ['ChangeMessageVisibility', 'DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage'].map((act) => `sqs:${act}`),
      'ReactionsQueue',
    ),
    ...may(
      ['CreateSchedule', 'DeleteSchedule'].map((act) => `scheduler:${act}`),
      `arn:AWS::Partition:scheduler:${here}:schedule/muster/*`,
    ),
    ...may(['iam:PassRole'], 'TimersRole'),
  ],
  Remind: [
    ...performs,
    ...may(['dynamodb:Query'], 'RecordTable'),
    ...may(['dynamodb:ConditionCheckItem'], 'RecordTable'),
    ...may(['dynamodb:Query'], 'RecordTable/index/open'),
    ...may(['dynamodb:Query'], 'RecordTable/index/unpublished'),
    ...may(['dynamodb:Query'], 'RecordTable/index/behind'),
    ...may(['dynamodb:Query'], 'RecordTable/index/board'),
    ...may(['events:PutEvents'], 'Bus'),
    ...asks,
    ...speaks,
    ...givesUpInto('TimersMissedQueue'),
  ],
  Intake: [
    ...performs,
    ...may(['dynamodb:ConditionCheckItem'], 'RecordTable'),
    ...may(['ssm:GetParametersByPath'], `arn:AWS::Partition:ssm:${here}:parameter/muster/intake`),
    ...givesUpInto('MonitorsUnheardQueue'),
  ],
  Measure: [...may(['dynamodb:UpdateItem'], 'RecordTable'), ...givesUpInto('MeasuresUnmeasuredQueue')],
};

test.each(Object.entries(allowed))('%s may do exactly this', (fn, expected) => {
  expect(permissions(template, `${fn}Role`)).toEqual([...expected, ...logs(fn)].sort());
});

test('the scheduler may wake remind and keep what it missed, and nothing else', () => {
  expect(permissions(template, 'TimersRole')).toEqual(['lambda:InvokeFunction on Remind', 'sqs:SendMessage on TimersMissedQueue']);
});

test('only schedules of this account, in our groups, may use the role', () => {
  const Condition = {
    StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
    ArnEquals: { 'aws:SourceArn': ['muster', 'default'].map((group) => scheduleGroup(group)) },
  };
  template.hasResourceProperties('AWS::IAM::Role', { AssumeRolePolicyDocument: { Statement: [Match.objectLike({ Condition })] } });
});

test('the role of the schedules can be passed to the scheduler alone', () => {
  const Condition = { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } };
  const statement = Match.objectLike({ Action: 'iam:PassRole', Condition });
  template.hasResourceProperties('AWS::IAM::Policy', { PolicyDocument: { Statement: Match.arrayWith([statement]) } });
});

test('nobody has a managed policy, and there is no role but these', () => {
  const roles = ofType(template, 'AWS::IAM::Role');
  expect(roles.map(([id]) => said({ Ref: id })).sort()).toEqual(['TimersRole', ...Object.keys(allowed).map((fn) => `${fn}Role`)].sort());
  for (const [, role] of roles) expect(role.Properties.ManagedPolicyArns).toBeUndefined();
});

test('a wildcard stands only where its reason is written', () => {
  const everything = [...Object.keys(allowed).map((fn) => `${fn}Role`), 'TimersRole'].flatMap((role) => permissions(template, role));
  const wide = everything.filter((permission) => permission.includes('*'));
  expect(new Set(wide.map((permission) => permission.split(' on ')[1]))).toEqual(
    new Set(['*', pagerParameters, trackerParameters, `arn:AWS::Partition:scheduler:${here}:schedule/muster/*`]),
  );
});

function scheduleGroup(group: string): object {
  const [partition, region, account] = ['Partition', 'Region', 'AccountId'].map((name) => ({ Ref: `AWS::${name}` }));
  return { 'Fn::Join': ['', ['arn:', partition, ':scheduler:', region, ':', account, `:schedule-group/${group}`]] };
}
