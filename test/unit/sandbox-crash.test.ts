import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#sandbox/aws/json';
import { allow, awsWorld, fn, mapping, mayReadQueue, mayReadStream, table, type World } from './sandbox-aws-world.ts';

let world: World;
afterEach(() => world.stop());

/** Writes 1, 2 and 3, and says so when it could not. What a container keeps in its memory shows in what it writes. */
const threeCalls = `
import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
const instance = randomUUID();
const put = (sk) => new Promise((resolve, reject) => {
  const headers = { 'x-amz-target': 'DynamoDB_20120810.PutItem', authorization: 'Credential=' + process.env.AWS_ACCESS_KEY_ID + '/' };
  const sent = request(process.env.AWS_ENDPOINT_URL + '/', { method: 'POST', headers }, (answer) => answer.on('end', resolve).resume());
  sent.on('error', reject);
  sent.end(JSON.stringify({ TableName: 'record', Item: { pk: { S: 'x' }, sk: { S: sk }, instance: { S: instance } } }));
});
export const handler = async (event) => {
  const mark = event?.rawQueryString ? event.rawQueryString + '-' : '';
  if (mark === 'slow-') await fetch(process.env.REPORT_TO + '/slack', { method: 'POST', body: '{"event":{}}' });
  try {
    for (const sk of ['1', '2', '3']) await put(mark + sk);
  } catch {
    await put(mark + 'catch');
  } finally {
    await put(mark + 'finally');
  }
  return { statusCode: 200, body: instance };
};`;

const mayWrite = allow(['dynamodb:PutItem'], { 'Fn::GetAtt': ['Table', 'Arn'] });
const door: JsonObject = {
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: {} },
  Integration: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: { ApiId: { Ref: 'Api' }, IntegrationUri: { 'Fn::GetAtt': ['Slack', 'Arn'] } },
  },
  Route: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: { ApiId: { Ref: 'Api' }, RouteKey: 'POST /door', Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] } },
  },
  Permission: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      FunctionName: { 'Fn::GetAtt': ['Slack', 'Arn'] },
    },
  },
};
const behindDoor = () =>
  awsWorld({ Resources: { ...table, ...fn('Slack', 'slack', [mayWrite]), ...door } }, { code: { slack: threeCalls } });
const knock = (query = '') => fetch(`${world.origin}/door${query && `?${query}`}`, { method: 'POST', body: 'x' });
async function written() {
  const { Items = [] } = await new DynamoDBClient(world.client()).send(new ScanCommand({ TableName: 'record' }));
  return Items.map(({ sk, instance }) => ({ sk: sk?.S ?? '', instance: instance?.S })).sort((a, b) => a.sk.localeCompare(b.sk));
}
const keys = async () => (await written()).map(({ sk }) => sk);

describe('behind the door', () => {
  test.each([
    [0, []],
    [1, ['1']],
    [2, ['1', '2']],
    [3, ['1', '2', '3']],
    [4, ['1', '2', '3', 'finally']],
  ])('after call %i nothing runs on, and its effect is there', async (after, expected) => {
    world = await behindDoor();
    world.faults.set([{ on: 'invoke:slack', nth: 1, do: 'crash', after }]);
    const answer = await knock();
    expect([answer.status, await answer.json()]).toEqual([500, { message: 'Internal Server Error' }]);
    await world.time.settle();
    expect(await keys()).toEqual(expected);
    const [died] = await written();
    const survivor = await (await knock()).text();
    expect(survivor).not.toBe(died?.instance);
    expect(await (await knock()).text()).toBe(survivor);
    expect(world.aws.runs.calls(0).filter(({ run }) => run === 1)).toHaveLength(after);
  });

  test('one that makes fewer calls lives, and the log says so', async () => {
    world = await behindDoor();
    world.faults.set([{ on: 'invoke:slack', nth: 1, do: 'crash', after: 9 }]);
    expect((await knock()).status).toBe(200);
    expect(world.aws.logs.lines('slack').at(-1)?.line).toBe('It was to die after call 9; it made 4 and lives.');
  });

  test('only the container of that invocation dies; what runs beside it ends as it began', async () => {
    world = await behindDoor();
    const held = Promise.withResolvers<Json>();
    const reached = Promise.withResolvers<void>();
    world.behave = () => {
      reached.resolve();
      return held.promise;
    };
    const slow = knock('slow');
    await reached.promise;
    world.faults.set([{ on: 'invoke:slack', nth: 1, do: 'crash', after: 2 }]);
    expect((await knock('fast')).status).toBe(500);
    held.resolve(null);
    expect((await slow).status).toBe(200);
    expect(await keys()).toEqual(['fast-1', 'fast-2', 'slow-1', 'slow-2', 'slow-3', 'slow-finally']);
  });

  test('every call is listed with who made it', async () => {
    world = await behindDoor();
    await knock();
    await knock();
    const calls = world.aws.runs.calls(0);
    expect(calls.map(({ function: name, run, call, place, ok }) => [name, run, call, place, ok])).toEqual(
      [1, 2].flatMap((run) => [1, 2, 3, 4].map((call) => ['slack', run, call, 'dynamodb:PutItem', true])),
    );
    expect(new Set(calls.map(({ invocation }) => invocation)).size).toBe(2);
    expect(world.aws.runs.calls(6)).toEqual(calls.slice(6));
  });

  test.each([
    ['error', { code: 'Sick' }, 500, []],
    ['throttle', {}, 500, []],
    ['timeout', { ms: 20 }, 500, []],
    ['lost-reply', {}, 500, ['1', '2', '3', 'finally']],
    ['duplicate', { copies: 2 }, 200, ['1', '2', '3', 'finally']],
    ['delay', { ms: 20 }, 200, ['1', '2', '3', 'finally']],
  ])('%s', async (what, more, status, expected) => {
    world = await behindDoor();
    world.faults.set([{ on: 'invoke:slack', nth: 1, do: what, ...more }]);
    expect((await knock()).status).toBe(status);
    await world.time.settle();
    expect(await keys()).toEqual(expected);
    expect(world.aws.runs.calls(0)).toHaveLength(what === 'duplicate' ? 12 : expected.length);
  });
});

describe('who invokes it', () => {
  test('a batch of the stream is tried again', async () => {
    const stream = { 'Fn::GetAtt': ['Table', 'StreamArn'] };
    world = await awsWorld(
      {
        Resources: {
          ...table,
          ...fn('Publish', 'publish', [mayReadStream, mayWrite]),
          Mapping: mapping(stream, 'Publish', {
            FilterCriteria: { Filters: [{ Pattern: JSON.stringify({ dynamodb: { Keys: { sk: { S: ['start'] } } } }) }] },
          }),
        },
      },
      { code: { publish: threeCalls } },
    );
    world.faults.set([{ on: 'invoke:publish', nth: 1, do: 'crash', after: 1 }]);
    await put('start');
    await world.time.settle();
    expect(await keys()).toEqual(['1', 'start']);
    await world.time.advance(world.clock.now() + 2000);
    expect(await keys()).toEqual(['1', '2', '3', 'finally', 'start']);
  });

  test('a message of the queue comes again when its visibility ends', async () => {
    world = await awsWorld(
      {
        Resources: {
          ...table,
          ...fn('React', 'react', [mayReadQueue('Queue'), mayWrite]),
          Queue: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 30 } },
          Mapping: mapping({ 'Fn::GetAtt': ['Queue', 'Arn'] }, 'React', { BatchSize: 1 }),
        },
      },
      { code: { react: threeCalls } },
    );
    world.faults.set([{ on: 'invoke:react', nth: 1, do: 'crash', after: 2 }]);
    const [queue] = world.aws.queues.all();
    queue?.send({ body: 'x' });
    await world.time.advance(world.clock.now() + 25_000);
    expect(await keys()).toEqual(['1', '2']);
    await world.time.advance(world.clock.now() + 10_000);
    expect(await keys()).toEqual(['1', '2', '3', 'finally']);
    expect(queue?.all()).toEqual([]);
  });

  const fromTheBus = () =>
    awsWorld(
      {
        Resources: {
          ...table,
          ...fn('Measure', 'measure', [mayWrite]),
          Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'muster' } },
          Rule: {
            Type: 'AWS::Events::Rule',
            Properties: {
              EventBusName: { Ref: 'Bus' },
              EventPattern: { source: ['muster'] },
              Targets: [{ Id: 'x', Arn: { 'Fn::GetAtt': ['Measure', 'Arn'] } }],
            },
          },
          Permission: {
            Type: 'AWS::Lambda::Permission',
            Properties: {
              Action: 'lambda:InvokeFunction',
              Principal: 'events.amazonaws.com',
              FunctionName: { 'Fn::GetAtt': ['Measure', 'Arn'] },
            },
          },
        },
      },
      { code: { measure: threeCalls } },
    );
  const publish = () => world.aws.bus.publish({ bus: world.aws.bus.own, source: 'muster', detailType: 'Any', detail: {} });
  const runs = () => new Set(world.aws.runs.calls(0).map(({ invocation }) => invocation)).size;

  test('an event is tried again after one minute and after two more, and then given up on', async () => {
    world = await fromTheBus();
    world.faults.set([{ on: 'invoke:measure', do: 'crash', after: 1 }]);
    publish();
    await world.time.settle();
    expect(runs()).toBe(1);
    await world.time.advance(world.clock.now() + 61_000);
    expect(runs()).toBe(2);
    await world.time.advance(world.clock.now() + 600_000);
    expect(runs()).toBe(3);
    expect(world.aws.deadLetters.all()).toMatchObject([{ from: 'measure', why: expect.stringContaining('signal: killed') }]);
  });

  test('being turned away is no attempt: it is asked again for up to six hours', async () => {
    world = await fromTheBus();
    world.faults.set([{ on: 'invoke:measure', do: 'throttle', times: 12 }]);
    publish();
    await world.time.advance(world.clock.now() + 3_600_000);
    expect(await keys()).toEqual(['1', '2', '3', 'finally']);
    world.faults.set([{ on: 'invoke:measure', do: 'throttle' }]);
    publish();
    await world.time.advance(world.clock.now() + 7 * 3_600_000);
    expect(world.aws.deadLetters.all()).toMatchObject([{ from: 'measure', why: expect.stringContaining('TooManyRequestsException') }]);
  });
});

async function put(sk: string) {
  await new DynamoDBClient(world.client()).send(new PutItemCommand({ TableName: 'record', Item: { pk: { S: 'x' }, sk: { S: sk } } }));
}
