import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, expect, test } from 'vitest';
import type { JsonObject } from '#sandbox/aws/json';
import { awsWorld, fn, mapping, mayReadStream, table, type World } from './sandbox-aws-world.ts';

let world: World;
afterEach(() => world.stop());

const stream = { 'Fn::GetAtt': ['Table', 'StreamArn'] };
const filter = { Filters: [{ Pattern: JSON.stringify({ eventName: ['INSERT'], dynamodb: { Keys: { sk: { S: [{ prefix: 'E#' }] } } } }) }] };
const withStream = (more: JsonObject = {}, statements = [mayReadStream]): JsonObject => ({
  Resources: {
    ...table,
    ...fn('Publish', 'publish', statements),
    Dead: { Type: 'AWS::SQS::Queue', Properties: {} },
    Mapping: mapping(stream, 'Publish', { FilterCriteria: filter, FunctionResponseTypes: ['ReportBatchItemFailures'], ...more }),
  },
});

async function put(...keys: string[]) {
  const client = new DynamoDBClient(world.client());
  for (const sk of keys) await client.send(new PutItemCommand({ TableName: 'record', Item: { pk: { S: 'INC#1' }, sk: { S: sk } } }));
}
const batches = () =>
  world.seen.map(({ event }) =>
    (event.Records as JsonObject[]).map((record) => (record as { dynamodb: { Keys: { sk: { S: string } } } }).dynamodb.Keys.sk.S),
  );

test('only records that pass the filter reach the function, in order and once', async () => {
  world = await awsWorld(withStream());
  await put('@', 'E#1', 'F#x', 'E#2');
  await put('E#1');
  await world.time.settle();
  expect(batches().flat()).toEqual(['E#1', 'E#2']);
  const [record] = (world.seen[0]?.event.Records ?? []) as JsonObject[];
  expect(record).toMatchObject({
    eventSource: 'aws:dynamodb',
    eventName: 'INSERT',
    awsRegion: 'eu-west-1',
    eventSourceARN: expect.stringContaining(':table/record/stream/'),
  });
});

test('a reported failure is tried again from that record on, later, and holds up what stands behind it', async () => {
  world = await awsWorld(withStream({ BatchSize: 2 }));
  let sick = true;
  world.behave = ({ event }) => {
    const bad = (event.Records as { dynamodb: { Keys: { sk: { S: string } }; SequenceNumber: string } }[]).find(
      ({ dynamodb }) => dynamodb.Keys.sk.S === 'E#2',
    );
    return { batchItemFailures: bad && sick ? [{ itemIdentifier: bad.dynamodb.SequenceNumber }] : [] };
  };
  await put('E#1', 'E#2', 'E#3', 'E#4');
  await world.time.settle();
  expect(batches().flat()).not.toContain('E#4');
  expect(world.time.next()?.name).toBe('stream retry of publish');
  sick = false;
  await world.time.advance(world.clock.now() + 60_000);
  expect(batches().flat().at(-1)).toBe('E#4');
  expect(
    batches()
      .flat()
      .filter((key) => key === 'E#1'),
  ).toHaveLength(1);
});

test('what fails to the end goes to the destination for failures, and the stream goes on', async () => {
  world = await awsWorld(
    withStream({
      BatchSize: 1,
      MaximumRetryAttempts: 2,
      BisectBatchOnFunctionError: true,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Dead', 'Arn'] } } },
    }),
  );
  world.behave = ({ event }) => {
    if (JSON.stringify(event).includes('E#1')) throw new Error('poison');
    return null;
  };
  await put('E#1', 'E#2');
  await world.time.advance(world.clock.now() + 600_000);
  expect(batches().map(String)).toEqual(['E#1', 'E#1', 'E#1', 'E#2']);
  expect(world.aws.deadLetters.all()).toMatchObject([{ from: 'stream of publish', why: 'Error: poison' }]);
  expect(world.aws.queues.all().map((queue) => queue.all().length)).toEqual([1]);
});

test('a role that may not read the stream gets nothing', async () => {
  world = await awsWorld(withStream({}, []));
  await put('E#1');
  await world.time.settle();
  expect(world.seen).toEqual([]);
  expect(world.aws.deadLetters.all()[0]?.why).toContain('dynamodb:DescribeStream');
});
