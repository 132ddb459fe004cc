import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '#sandbox/aws/json';
import type { FaultRule } from '#sandbox/contracts';
import { allow, awsWorld, fn, mapping, mayReadQueue, mayReadStream, table, type World } from './sandbox-aws-world.ts';

let world: World;
beforeAll(async () => {
  world = await awsWorld(everything);
});
afterEach(async () => {
  world.faults.clear();
  await world.time.advance(world.clock.now() + 600_000);
  world.seen.length = 0;
});
afterAll(() => world.stop());

const everything: JsonObject = {
  Resources: {
    ...table,
    ...fn('React', 'react', [mayReadQueue('Queue')]),
    ...fn('Publish', 'publish', [mayReadStream]),
    ...fn('Remind', 'remind'),
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'muster' } },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 30 } },
    FromQueue: mapping({ 'Fn::GetAtt': ['Queue', 'Arn'] }, 'React', { BatchSize: 1 }),
    FromStream: mapping({ 'Fn::GetAtt': ['Table', 'StreamArn'] }, 'Publish', {
      FilterCriteria: { Filters: [{ Pattern: JSON.stringify({ dynamodb: { Keys: { pk: { S: ['stream'] } } } }) }] },
    }),
    SchedulerRole: { Type: 'AWS::IAM::Role', Properties: {} },
    SchedulerPolicy: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        Roles: [{ Ref: 'SchedulerRole' }],
        PolicyDocument: { Statement: [allow(['lambda:InvokeFunction'], { 'Fn::GetAtt': ['Remind', 'Arn'] })] },
      },
    },
  },
};

type Said = { status: number; [name: string]: unknown };
/** A call as a client without retries would make it. */
async function call(target: string, input: object): Promise<Said> {
  const answer = await fetch(`${world.origin}/aws/`, { method: 'POST', headers: { 'x-amz-target': target }, body: JSON.stringify(input) });
  const body = (await answer.text()) || '{}';
  return { status: answer.status, ...(JSON.parse(body) as Record<string, unknown>) };
}
let made = 0;
const next = () => `n${++made}`;
const arnOf = (service: string) => world.aws.functions.byName(service)?.arn ?? '';
const at = (seconds: number) => `at(${new Date(world.clock.now() + seconds * 1000).toISOString().slice(0, 19)})`;
const schedule = async (name: string, seconds: number) => {
  const answer = await fetch(`${world.origin}/aws/schedules/${name}`, {
    method: 'POST',
    body: JSON.stringify({
      ScheduleExpression: at(seconds),
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: arnOf('remind'), RoleArn: 'arn:aws:iam::000000000000:role/muster-SchedulerRole', Input: JSON.stringify({ name }) },
    }),
  });
  return { status: answer.status, ...(JSON.parse((await answer.text()) || '{}') as Record<string, unknown>) };
};

type Way = { place: string; send(): Promise<Record<string, unknown>>; there(): number; throttled: [number, string]; failed: string };
const messages = () => world.aws.queues.all()[0]?.all().length ?? 0;
let items = 0;
const ways: Way[] = [
  {
    place: 'dynamodb:PutItem',
    send: () => call('DynamoDB_20120810.PutItem', { TableName: 'record', Item: { pk: { S: 'x' }, sk: { S: next() } } }),
    there: () => items,
    throttled: [400, 'ProvisionedThroughputExceededException'],
    failed: 'InternalServerError',
  },
  {
    place: 'bus:PutEvents',
    send: () => call('AWSEvents.PutEvents', { Entries: [{ EventBusName: 'muster', Source: 'x', DetailType: 'X', Detail: '{}' }] }),
    there: () => world.aws.bus.events(0).length,
    throttled: [400, 'ThrottlingException'],
    failed: 'InternalException',
  },
  {
    place: 'schedule:create',
    send: () => schedule(next(), 100_000),
    there: () => world.aws.schedules.all().length,
    throttled: [429, 'ThrottlingException'],
    failed: 'InternalServerException',
  },
  {
    place: 'queue:send',
    send: () => call('AmazonSQS.SendMessage', { QueueUrl: 'x/muster-Queue', MessageBody: 'x', DelaySeconds: 300 }),
    there: messages,
    throttled: [400, 'RequestThrottled'],
    failed: 'InternalError',
  },
];
async function count({ there }: Way) {
  items = Number((await call('DynamoDB_20120810.Scan', { TableName: 'record', Select: 'COUNT' })).Count);
  return there();
}

describe.each(ways)('$place', (way) => {
  const { place, send, throttled, failed } = way;
  const strike = async (rule: Omit<FaultRule, 'on'>) => {
    world.faults.set([{ on: place, nth: 1, ...rule } as FaultRule]);
    const before = await count(way);
    const started = performance.now();
    const answer = await send().catch(() => 'broken');
    return { answer, ms: performance.now() - started, effects: (await count(way)) - before };
  };

  test('lost-reply: the effect is there and the connection breaks', async () => {
    expect(await strike({ do: 'lost-reply' })).toMatchObject({ answer: 'broken', effects: 1 });
  });

  test('timeout: it hangs, then breaks, and nothing has happened', async () => {
    const { answer, ms, effects } = await strike({ do: 'timeout', ms: 120 });
    expect([answer, effects]).toEqual(['broken', 0]);
    expect(ms).toBeGreaterThan(110);
  });

  test('http: a status, and nothing has happened', async () => {
    expect(await strike({ do: 'http', status: 502 })).toMatchObject({ answer: { status: 502 }, effects: 0 });
  });

  test('error: by its code, and nothing has happened', async () => {
    expect(await strike({ do: 'error' })).toMatchObject({ answer: { status: 500, __type: failed }, effects: 0 });
    expect(await strike({ do: 'error', code: 'ValidationException' })).toMatchObject({ answer: { status: 400 }, effects: 0 });
  });

  test('throttle: in the words of the service', async () => {
    const [status, code] = throttled;
    expect(await strike({ do: 'throttle' })).toMatchObject({ answer: { status, __type: code }, effects: 0 });
  });

  test('and without a fault it is well', async () => {
    world.faults.clear();
    const before = await count(way);
    expect(await send()).toMatchObject({ status: 200 });
    expect((await count(way)) - before).toBe(1);
  });
});

test.each([
  [
    'TransactWriteItems',
    { TransactItems: [{ Put: { TableName: 'record', Item: { pk: { S: 'c' }, sk: { S: 'c' } } } }] },
    'TransactionCanceledException',
  ],
  ['PutItem', { TableName: 'record', Item: { pk: { S: 'c' }, sk: { S: 'c' } } }, 'TransactionConflictException'],
])('a conflict of %s', async (operation, input, name) => {
  world.faults.set([{ on: 'dynamodb:*', do: 'conflict' }]);
  const answer = await call(`DynamoDB_20120810.${operation}`, input);
  expect(String(answer.__type).split('#').at(-1)).toBe(name);
  if (operation.startsWith('Transact')) expect(answer.CancellationReasons).toMatchObject([{ Code: 'TransactionConflict' }]);
  expect((await call('DynamoDB_20120810.GetItem', { TableName: 'record', Key: { pk: { S: 'c' }, sk: { S: 'c' } } })).Item).toBeUndefined();
});

test('one entry of a batch is refused by the queue, the others are in it', async () => {
  world.faults.set([{ on: 'queue:send', do: 'failed-entry', entry: 1 }]);
  const Entries = ['a', 'b'].map((Id) => ({ Id, MessageBody: Id, DelaySeconds: 60 }));
  const answer = await call('AmazonSQS.SendMessageBatch', { QueueUrl: 'x/muster-Queue', Entries });
  expect(answer).toMatchObject({ Successful: [{ Id: 'a' }], Failed: [{ Id: 'b', Code: 'InternalError', SenderFault: false }] });
});

test('a rule can be for the calls of one function alone', async () => {
  world.faults.set([{ on: 'dynamodb:PutItem', of: 'react', do: 'throttle' }]);
  expect(await ways[0]?.send()).toMatchObject({ status: 200 });
  expect(world.faults.at('dynamodb:PutItem', 'react')).toMatchObject({ do: 'throttle' });
});

describe('schedule:fire', () => {
  const fired = () => world.seen.filter(({ service }) => service === 'remind').map(({ event }) => event.name);
  const later = (seconds: number) => world.time.advance(world.clock.now() + seconds * 1000);
  const two = async (rule: Omit<FaultRule, 'on'>) => {
    const [a, b] = [next(), next()];
    world.faults.set([{ on: 'schedule:fire', of: a, ...rule } as FaultRule]);
    await schedule(a, 100);
    await schedule(b, 110);
    return [a, b];
  };

  test('early', async () => {
    const [a, b] = await two({ do: 'early', ms: 60_000 });
    await later(45);
    expect(fired()).toEqual([a]);
    await later(600);
    expect(fired()).toEqual([a, b]);
  });

  test('late', async () => {
    const [a, b] = await two({ do: 'delay', ms: 300_000 });
    await later(350);
    expect(fired()).toEqual([b]);
    await later(60);
    expect(fired()).toEqual([b, a]);
  });

  test('twice, overtaken, lost', async () => {
    const [a, b] = await two({ do: 'duplicate' });
    await later(120);
    expect(fired()).toEqual([a, a, b]);
    world.seen.length = 0;
    const [c, d] = await two({ do: 'reorder' });
    await later(120);
    expect(fired().sort()).toEqual([c, d].sort());
    expect(fired()[0]).toBe(d);
    world.seen.length = 0;
    const [, f] = await two({ do: 'drop' });
    await later(600);
    expect(fired()).toEqual([f]);
  });

  test('held back for another that never comes, it fires by itself after a minute', async () => {
    const name = next();
    world.faults.set([{ on: 'schedule:fire', do: 'reorder' }]);
    await schedule(name, 10);
    await later(60);
    expect(fired()).toEqual([]);
    await later(15);
    expect(fired()).toEqual([name]);
  });
});

describe.each([
  ['queue:deliver', 'react', () => call('AmazonSQS.SendMessage', { QueueUrl: 'x/muster-Queue', MessageBody: next() }), 35],
  [
    'stream:deliver',
    'publish',
    () => call('DynamoDB_20120810.PutItem', { TableName: 'record', Item: { pk: { S: 'stream' }, sk: { S: next() } } }),
    2,
  ],
] as const)('%s', (on, service, send, comesAgain) => {
  const handled = () => world.seen.filter((one) => one.service === service).length;
  test.each([
    ['lost-reply', {}, 1, 2],
    ['error', {}, 0, 1],
    ['delay', { ms: 1500 }, 0, 1],
    ['duplicate', { copies: 2 }, 3, 3],
  ])('%s', async (what, more, atOnce, inTheEnd) => {
    world.faults.set([{ on, of: service, nth: 1, do: what, ...more }]);
    await send();
    await world.time.settle();
    expect(handled()).toBe(atOnce);
    await world.time.advance(world.clock.now() + comesAgain * 1000);
    expect(handled()).toBe(inTheEnd);
    expect(messages()).toBe(0);
  });
});
