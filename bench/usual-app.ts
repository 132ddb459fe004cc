import { BatchGetItemCommand, DynamoDBClient, TransactWriteItemsCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { marshall } from '@aws-sdk/util-dynamodb';
import { App, AwsLambdaReceiver } from '@slack/bolt';
import { z } from 'zod';
import { declareModal } from '#features/declare-incident/modal';

/**
 * What one would otherwise get: Bolt with its Lambda receiver, the AWS SDK and zod as their documentation shows them, in one bundle. It reads the same
 * secrets, opens the same modal, and makes as many reads and writes of the same sizes before it acknowledges.
 */
const { MUSTER_TABLE: table = '', MUSTER_SLACK_PARAMETERS: prefix = '', SLACK_API_URL: slackApiUrl = '' } = process.env;
const Line = z.object({ severity: z.enum(['sev1', 'sev2', 'sev3', 'sev4']), service: z.string(), title: z.string().max(150) });
const dynamodb = new DynamoDBClient({});
const starting = start();

async function start() {
  const names = ['signing-secret', 'bot-token', 'bot-id', 'bot-user-id'].map((name) => `${prefix}/${name}`);
  const { Parameters = [] } = await new SSMClient({}).send(new GetParametersCommand({ Names: names, WithDecryption: true }));
  const [signingSecret = '', token = '', botId = '', botUserId = ''] = names.map(
    (name) => Parameters.find(({ Name }) => Name === name)?.Value,
  );
  const receiver = new AwsLambdaReceiver({ signingSecret });
  // With its own ids it is spared a call of `auth.test` that many such apps make.
  const app = new App({ token, botId, botUserId, receiver, clientOptions: { slackApiUrl } });
  app.command('/incident', async ({ ack, client, payload: { text, trigger_id, user_id, channel_id } }) => {
    if (text.startsWith('declare'))
      return ack(`*INC-${await declare(text, trigger_id, user_id, channel_id)}* is open, the channel is on its way.`);
    await client.views.open({ trigger_id, view: declareModal({ reporter: user_id, from: { channel: channel_id } }) });
    await ack();
  });
  return receiver.start();
}

async function declare(text: string, trigger: string, user: string, channel: string): Promise<string> {
  const [, severity, service, title] = /^declare (sev\d) ([^:]+): (.+)$/.exec(text) ?? [];
  const line = Line.parse({ severity, service, title });
  const at = new Date().toISOString();
  const [{ Attributes }] = await Promise.all([
    dynamodb.send(
      new UpdateItemCommand({
        TableName: table,
        Key: marshall({ pk: 'COUNTER#usual', sk: '@' }),
        UpdateExpression: 'ADD #version :one',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: marshall({ ':one': 1 }),
        ReturnValues: 'UPDATED_NEW',
      }),
    ),
    dynamodb.send(
      new BatchGetItemCommand({
        RequestItems: {
          [table]: {
            ConsistentRead: true,
            Keys: [
              [`CLAIM#${trigger}`, '@'],
              [`PERSON#${user}`, '@'],
              [`CHANNEL#${channel}`, '@'],
              [`NAME#${line.service}`, '@'],
              [`SVC#${line.service}`, 'LATEST'],
            ].map(([pk, sk]) => marshall({ pk, sk })),
          },
        },
      }),
    ),
  ]);
  const number = Attributes?.version?.N ?? '';
  const id = `USUAL-${number}`;
  const event = { type: 'IncidentDeclared', at, by: user, severity: line.severity, service: line.service, private: false, drill: false };
  const items = [
    { pk: `INC#${id}`, sk: '@', version: 1, state: event, words: { title: line.title } },
    { pk: `INC#${id}`, sk: 'E#000001', version: 1, body: event, recordedAt: at },
    { pk: `INC#${id}`, sk: 'X#title', by: user, body: line.title },
    { pk: `CLAIM#${trigger}`, sk: '@', value: { id, answer: 'declared' } },
    { pk: `SVC#${line.service}`, sk: `LATEST#${id}`, value: { incident: id, at } },
  ];
  await dynamodb.send(
    new TransactWriteItemsCommand({
      TransactItems: items.map((Item) => ({
        Put: {
          TableName: table,
          Item: marshall(Item),
          ConditionExpression: 'attribute_not_exists(#pk)',
          ExpressionAttributeNames: { '#pk': 'pk' },
        },
      })),
    }),
  );
  return number;
}

export async function handler(event: Parameters<Awaited<typeof starting>>[0], context: Parameters<Awaited<typeof starting>>[1]) {
  return (await starting)(event, context);
}
