import { isObject, type JsonObject, list, object, optionalText, text } from '#sandbox/aws/json';
import type { Resource, Stack } from '#sandbox/aws/template/stack';
import { type EngineClient, EngineError } from './client.ts';

const api = 'DynamoDB_20120810.';

/** A table of the template as it runs here. */
export type Table = {
  name: string;
  arn: string /** The engine's own name for the stream, if the table has one. */;
  streamArn: string | undefined;
  ttl: string | undefined;
};

export async function createTables(stack: Stack, engine: EngineClient): Promise<Table[]> {
  const tables = stack.all('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable');
  return Promise.all(tables.map((resource) => createTable(resource, engine)));
}

async function createTable({ name, arn, type, properties }: Resource, engine: EngineClient): Promise<Table> {
  const stream = object(properties.StreamSpecification);
  const indexes = list(properties.GlobalSecondaryIndexes).filter(isObject);
  const wanted: JsonObject = {
    TableName: name,
    AttributeDefinitions: properties.AttributeDefinitions ?? [],
    KeySchema: properties.KeySchema ?? [],
    BillingMode: 'PAY_PER_REQUEST',
    ...(indexes.length === 0
      ? {}
      : {
          GlobalSecondaryIndexes: indexes.map(({ IndexName = '', KeySchema = [], Projection = {} }) => ({
            IndexName,
            KeySchema,
            Projection,
          })),
        }),
    ...(stream.StreamViewType === undefined ? {} : { StreamSpecification: { StreamEnabled: true, StreamViewType: stream.StreamViewType } }),
  };
  const ttl = object(properties.TimeToLiveSpecification);
  const present = await describe(engine, name);
  if (present === undefined) await engine.call(`${api}CreateTable`, wanted);
  else sameIndexes(name, present, indexes);
  const table = present ?? (await describe(engine, name)) ?? {};
  const attribute = ttl.Enabled === true ? optionalText(ttl.AttributeName) : undefined;
  if (present === undefined && attribute !== undefined) {
    await engine.call(`${api}UpdateTimeToLive`, { TableName: name, TimeToLiveSpecification: { AttributeName: attribute, Enabled: true } });
  }
  if (type === 'AWS::DynamoDB::GlobalTable' && list(properties.Replicas).length > 1)
    throw new Error(`${name}: the sandbox has one region only.`);
  return { name, arn, streamArn: optionalText(table.LatestStreamArn), ttl: attribute };
}

async function describe(engine: EngineClient, name: string): Promise<JsonObject | undefined> {
  try {
    return object((await engine.call(`${api}DescribeTable`, { TableName: name })).Table);
  } catch (error) {
    if (error instanceof EngineError && error.code === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

function sameIndexes(name: string, present: JsonObject, wanted: JsonObject[]): void {
  const names = (indexes: unknown) =>
    list(indexes)
      .map((index) => text(object(index).IndexName))
      .sort()
      .join(', ');
  const [before, now] = [names(present.GlobalSecondaryIndexes), names(wanted)];
  if (before === now) return;
  throw new Error(`The kept table ${name} has the indexes "${before}", the template wants "${now}". Start once with --fresh.`);
}
