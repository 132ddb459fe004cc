import {
  CreateScheduleCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JsonObject } from '#sandbox/aws/json';
import { readExpression } from '#sandbox/aws/schedules/expression';
import { allow, awsWorld, fn, type World } from './sandbox-aws-world.ts';

let world: World;
beforeEach(async () => {
  world = await awsWorld(template);
});
afterEach(() => world.stop());

const schedules = 'arn:aws:scheduler:eu-west-1:000000000000:schedule/timers/*';
const role = { 'Fn::GetAtt': ['FireRole', 'Arn'] };
const template: JsonObject = {
  Resources: {
    ...fn('React', 'react', [
      allow(['scheduler:CreateSchedule', 'scheduler:DeleteSchedule', 'scheduler:GetSchedule'], schedules),
      allow(['iam:PassRole'], role),
    ]),
    ...fn('Remind', 'remind'),
    Group: { Type: 'AWS::Scheduler::ScheduleGroup', Properties: { Name: 'timers' } },
    Dead: { Type: 'AWS::SQS::Queue', Properties: {} },
    FireRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'fire',
        Policies: [{ PolicyDocument: { Statement: allow(['lambda:InvokeFunction'], { 'Fn::GetAtt': ['Remind', 'Arn'] }) } }],
      },
    },
    Sweep: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        ScheduleExpression: 'rate(5 minutes)',
        Target: { Arn: { 'Fn::GetAtt': ['Remind', 'Arn'] }, RoleArn: role, Input: '{"sweep":true}' },
      },
    },
  },
};

const scheduler = () => new SchedulerClient(world.client('react'));
const roleArn = 'arn:aws:iam::000000000000:role/fire';
const at = (seconds: number) => `at(${new Date(world.clock.now() + seconds * 1000).toISOString().slice(0, 19)})`;
const create = (Name: string, ScheduleExpression: string, { role = roleArn, group = 'timers', target = {} } = {}) =>
  scheduler().send(
    new CreateScheduleCommand({
      Name,
      GroupName: group,
      ScheduleExpression,
      FlexibleTimeWindow: { Mode: 'OFF' },
      ActionAfterCompletion: 'DELETE',
      Target: {
        Arn: 'arn:aws:lambda:eu-west-1:000000000000:function:remind',
        RoleArn: role,
        Input: JSON.stringify({ name: Name }),
        RetryPolicy: { MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 600 },
        ...target,
      },
    }),
  );
const fired = () => world.seen.map(({ event }) => event.name ?? 'sweep');

test('what is due fires in order while the clock moves, at its own moment', async () => {
  await create('late', at(400));
  await create('early', at(60));
  await world.time.settle();
  expect(fired()).toEqual([]);
  await world.time.advance(world.clock.now() + 450_000);
  expect(fired()).toEqual(['early', 'sweep', 'late']);
  expect(world.seen.map(({ now }) => Math.floor((now - Date.parse('2026-03-09T08:00:00Z')) / 10_000))).toEqual([6, 30, 40]);
});

test('a name is taken until the fired schedule is gone, up to two minutes later', async () => {
  await create('inc-1-g1', at(10));
  await expect(create('inc-1-g1', at(10))).rejects.toMatchObject({ name: 'ConflictException' });
  await world.time.advance(world.clock.now() + 20_000);
  await expect(create('inc-1-g1', at(30))).rejects.toMatchObject({ name: 'ConflictException' });
  await world.time.advance(world.clock.now() + 60_000);
  await expect(create('inc-1-g1', at(30))).resolves.toBeDefined();
});

test.each([
  ['a time with a zone', 'x', 'at(2026-03-09T09:00:00Z)', {}, 'ValidationException'],
  ['a time with milliseconds', 'x', 'at(2026-03-09T09:00:00.000)', {}, 'ValidationException'],
  ['a name with a colon', 'inc:1', 'at(2026-03-09T09:00:00)', {}, 'ValidationException'],
  [
    'a role that is not in the template',
    'x',
    'at(2026-03-09T09:00:00)',
    { role: 'arn:aws:iam::000000000000:role/other' },
    'AccessDeniedException',
  ],
  ['a group that is not in the template', 'x', 'at(2026-03-09T09:00:00)', { group: 'other' }, 'AccessDeniedException'],
])('%s is refused', async (_, name, expression, more, error) => {
  await expect(create(name, expression, more)).rejects.toMatchObject({ name: error });
});

test('a cancelled schedule does not fire; cancelling it again is an error to be expected', async () => {
  await create('x', at(30));
  await expect(scheduler().send(new GetScheduleCommand({ Name: 'x', GroupName: 'timers' }))).resolves.toMatchObject({
    Name: 'x',
    GroupName: 'timers',
  });
  await scheduler().send(new DeleteScheduleCommand({ Name: 'x', GroupName: 'timers' }));
  await expect(scheduler().send(new DeleteScheduleCommand({ Name: 'x', GroupName: 'timers' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  await world.time.advance(world.clock.now() + 60_000);
  expect(fired()).toEqual([]);
});

test('listing is not allowed to this role, and possible to others', async () => {
  await create('x', at(30));
  await expect(scheduler().send(new ListSchedulesCommand({ GroupName: 'timers' }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
  const { Schedules } = await new SchedulerClient(world.client()).send(new ListSchedulesCommand({ GroupName: 'timers' }));
  expect(Schedules?.map(({ Name }) => Name)).toEqual(['x']);
});

test('a delivery that fails is tried again by the retry policy, then given up on', async () => {
  world.faults.set([{ on: 'schedule:fire', nth: 1, do: 'error' }]);
  await create('x', at(10), { target: { RetryPolicy: { MaximumRetryAttempts: 0 } } });
  await world.time.advance(world.clock.now() + 60_000);
  expect(fired()).toEqual([]);
  expect(world.aws.deadLetters.all()).toMatchObject([{ from: 'schedule x', what: { name: 'x' } }]);
});

test('settle does not wait for what comes round again and again', async () => {
  await world.time.settle();
  expect(world.time.next()).toMatchObject({ name: 'muster-Sweep' });
  expect(fired()).toEqual([]);
});

test.each([
  ['cron(17 3 * * ? *)', '2026-03-10T03:17:00.000Z'],
  ['cron(0/15 9-17 ? * MON-FRI *)', '2026-03-09T09:00:00.000Z'],
  ['cron(0 12 1 * ? *)', '2026-04-01T12:00:00.000Z'],
])('%s', (expression, next) => {
  const read = readExpression(expression);
  const found = read?.kind === 'cron' ? read.next(Date.parse('2026-03-09T08:00:00Z')) : undefined;
  expect(found && new Date(found).toISOString()).toBe(next);
});
