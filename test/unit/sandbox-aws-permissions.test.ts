import { DynamoDBClient, GetItemCommand, QueryCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParametersByPathCommand, GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { allow, awsWorld, fn, table, type World } from './sandbox-aws-world.ts';

let world: World;
const own = { 'Fn::GetAtt': ['Table', 'Arn'] };
// biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders, not ours.
const parameters = { 'Fn::Sub': 'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/muster/slack/*' };
beforeEach(async () => {
  world = await awsWorld({
    Resources: {
      ...table,
      Queue: { Type: 'AWS::SQS::Queue', Properties: {} },
      ...fn('Slack', 'slack', [
        allow(['dynamodb:PutItem', 'dynamodb:Query'], own),
        allow(['ssm:GetParameters'], parameters),
        { Effect: 'Deny', Action: 'ssm:*', Resource: { 'Fn::Sub': 'arn:aws:ssm:*:*:parameter/muster/slack/bot-id' } },
      ]),
    },
  });
});
afterEach(() => world.stop());

const Item = { pk: { S: 'a' }, sk: { S: 'b' } };
const denied = (action: string) => ({ name: expect.stringMatching(/^AccessDenied/), message: expect.stringContaining(action) });

test('each part of a transaction needs its own permission', async () => {
  const dynamodb = new DynamoDBClient(world.client('slack'));
  const put = { Put: { TableName: 'record', Item } };
  const check = {
    ConditionCheck: { TableName: 'record', Key: { pk: { S: 'x' }, sk: { S: 'y' } }, ConditionExpression: 'attribute_not_exists(pk)' },
  };
  await expect(dynamodb.send(new TransactWriteItemsCommand({ TransactItems: [put] }))).resolves.toBeDefined();
  await expect(dynamodb.send(new TransactWriteItemsCommand({ TransactItems: [put, check] }))).rejects.toMatchObject(
    denied('dynamodb:ConditionCheckItem'),
  );
  await expect(dynamodb.send(new GetItemCommand({ TableName: 'record', Key: Item }))).rejects.toMatchObject(denied('dynamodb:GetItem'));
});

test('a table does not stand for its indexes', async () => {
  const query = { TableName: 'record', KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: 'a' } } };
  const dynamodb = new DynamoDBClient(world.client('slack'));
  await expect(dynamodb.send(new QueryCommand(query))).resolves.toMatchObject({ Count: 0 });
  await expect(dynamodb.send(new QueryCommand({ ...query, IndexName: 'open' }))).rejects.toMatchObject(denied('index/open'));
});

test('secrets are read decrypted by name, and a Deny wins', async () => {
  const ssm = new SSMClient(world.client('slack'));
  const read = (...Names: string[]) => ssm.send(new GetParametersCommand({ Names, WithDecryption: true }));
  const { Parameters, InvalidParameters } = await read('/muster/slack/signing-secret', '/muster/slack/none');
  expect(Parameters?.map(({ Value }) => Value)).toEqual(['sandbox-signing-secret']);
  expect(InvalidParameters).toEqual(['/muster/slack/none']);
  await expect(read('/muster/slack/bot-id')).rejects.toMatchObject(denied('ssm:GetParameters'));
  await expect(ssm.send(new GetParametersByPathCommand({ Path: '/muster/slack' }))).rejects.toMatchObject(
    denied('ssm:GetParametersByPath'),
  );
});

test('what was used and what was refused can be asked for', async () => {
  const sqs = new SQSClient(world.client('slack'));
  const message = { QueueUrl: `${world.origin}/aws/000000000000/muster-Queue`, MessageBody: 'x' };
  await expect(sqs.send(new SendMessageCommand(message))).rejects.toMatchObject(denied('sqs:SendMessage'));
  await new DynamoDBClient(world.client('slack')).send(
    new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName: 'record', Item } }] }),
  );
  expect(world.aws.usage.all().slack).toEqual({
    used: ['dynamodb:PutItem arn:aws:dynamodb:eu-west-1:000000000000:table/record'],
    denied: ['sqs:SendMessage arn:aws:sqs:eu-west-1:000000000000:muster-Queue'],
  });
});

test('who is no function may do everything', async () => {
  const { Parameters } = await new SSMClient(world.client()).send(
    new GetParametersByPathCommand({ Path: '/muster/slack/', WithDecryption: true }),
  );
  expect(Parameters?.map(({ Name }) => Name)).toContain('/muster/slack/bot-token');
});

test('the table can be told to be in the way', async () => {
  const dynamodb = new DynamoDBClient(world.client('slack'));
  const write = () => dynamodb.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName: 'record', Item } }] }));
  world.faults.set([
    { on: 'dynamodb:TransactWriteItems', nth: 1, do: 'conflict' },
    { on: 'dynamodb:TransactWriteItems', nth: 2, do: 'throttle' },
  ]);
  await expect(write()).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    CancellationReasons: [{ Code: 'TransactionConflict' }],
  });
  await expect(write()).rejects.toMatchObject({ name: 'ProvisionedThroughputExceededException' });
  await expect(write()).resolves.toBeDefined();
});
