import { ChangeMessageVisibilityCommand, SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, expect, test } from 'vitest';
import type { JsonObject } from '#sandbox/aws/json';
import { awsWorld, fn, mapping, mayReadQueue, type World } from './sandbox-aws-world.ts';

let world: World;
afterEach(() => world.stop());

const arn = { 'Fn::GetAtt': ['Queue', 'Arn'] };
const withQueue = (more: JsonObject = {}): JsonObject => ({
  Resources: {
    ...fn('React', 'react', [mayReadQueue('Queue')]),
    Dead: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
    Queue: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        FifoQueue: true,
        VisibilityTimeout: 30,
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 3 },
      },
    },
    Mapping: mapping(arn, 'React', { BatchSize: 1, FunctionResponseTypes: ['ReportBatchItemFailures'], ...more }),
  },
});

const url = () => `${world.origin}/aws/000000000000/muster-Queue.fifo`;
const sqs = () => new SQSClient(world.client());
const send = (group: string, body: string, dedup = `${group}${body}`) =>
  sqs().send(new SendMessageCommand({ QueueUrl: url(), MessageBody: body, MessageGroupId: group, MessageDeduplicationId: dedup }));
const bodies = () => world.seen.map(({ event }) => (event.Records as { body: string }[]).map(({ body }) => body).join());
const gate = () => Promise.withResolvers<null>();
const record = (event: JsonObject) => (event.Records as { body: string; messageId: string; receiptHandle: string }[])[0];

test('a group is worked on in order, one at a time; other groups run beside it', async () => {
  world = await awsWorld(withQueue());
  const held = gate();
  world.behave = ({ event }) => (record(event)?.body === 'a1' ? held.promise : null);
  for (const [group, body] of [
    ['a', 'a1'],
    ['a', 'a2'],
    ['b', 'b1'],
    ['b', 'b2'],
  ] as const)
    await send(group, body);
  await expect.poll(bodies, { timeout: 10_000 }).toEqual(['a1', 'b1', 'b2']);
  held.resolve(null);
  await world.time.settle();
  expect(bodies()).toEqual(['a1', 'b1', 'b2', 'a2']);
});

test('the same deduplication id within five minutes is one message', async () => {
  world = await awsWorld(withQueue());
  await send('a', 'x', 'same');
  await send('a', 'x', 'same');
  await world.time.advance(world.clock.now() + 301_000);
  await send('a', 'x', 'same');
  await world.time.settle();
  expect(bodies()).toEqual(['x', 'x']);
});

test('a failed message comes back when its visibility ends, and so does what stands behind it', async () => {
  world = await awsWorld(withQueue());
  let fails = 1;
  world.behave = () => {
    if (fails-- > 0) throw new Error('not now');
    return null;
  };
  const sentAt = world.clock.now();
  await sqs().send(
    new SendMessageBatchCommand({
      QueueUrl: url(),
      Entries: ['1', '2'].map((body) => ({ Id: body, MessageBody: body, MessageGroupId: 'a', MessageDeduplicationId: body })),
    }),
  );
  await world.time.settle();
  // It was taken some time between, while a container started.
  const settledAt = world.clock.now();
  expect(bodies()).toEqual(['1']);
  await world.time.advance(sentAt + 29_000);
  expect(bodies()).toEqual(['1']);
  await world.time.advance(settledAt + 31_000);
  expect(bodies()).toEqual(['1', '1', '2']);
});

test('a function can say when it wants the message again', async () => {
  world = await awsWorld(withQueue());
  const moments: number[] = [];
  world.behave = async ({ event, now }) => {
    moments.push(now);
    if (moments.length > 1) return { batchItemFailures: [] };
    const { receiptHandle = '', messageId = '' } = record(event) ?? {};
    await sqs().send(new ChangeMessageVisibilityCommand({ QueueUrl: url(), ReceiptHandle: receiptHandle, VisibilityTimeout: 7 }));
    return { batchItemFailures: [{ itemIdentifier: messageId }] };
  };
  await send('a', 'x');
  await world.time.settle();
  await world.time.advance(world.clock.now() + 20_000);
  expect(moments).toHaveLength(2);
  expect((moments[1] ?? 0) - (moments[0] ?? 0)).toBeGreaterThanOrEqual(6900);
  expect((moments[1] ?? 0) - (moments[0] ?? 0)).toBeLessThan(9000);
});

test('received too often, it lies in the dead-letter queue and the group goes on', async () => {
  world = await awsWorld(withQueue());
  world.behave = ({ event }) => {
    if (record(event)?.body === 'poison') throw new Error('sick');
    return null;
  };
  await send('a', 'poison');
  await send('a', 'fine');
  await world.time.advance(world.clock.now() + 600_000);
  expect(bodies()).toEqual(['poison', 'poison', 'poison', 'fine']);
  expect(world.aws.deadLetters.all()).toMatchObject([{ from: 'muster-Queue.fifo', what: 'poison', why: 'Received 3 times. Error: sick' }]);
});
