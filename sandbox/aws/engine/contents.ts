import { isDeepStrictEqual } from 'node:util';
import { isObject, type Json, type JsonObject, list, object, text } from '#sandbox/aws/json';
import { createEngineClient, type EngineClient } from './client.ts';

const api = 'DynamoDB_20120810.';
/** What one BatchWriteItem may hold. */
const most = 25;

/** Every item of every table, as the engine tells it. */
export type Contents = { [table: string]: Json[] };

export async function scoop(endpoint: string, tables: string[]): Promise<Contents> {
  const engine = createEngineClient(endpoint);
  const contents: Contents = {};
  for (const TableName of tables) {
    const items: Json[] = [];
    for (let from: JsonObject = {}, more = true; more; ) {
      const page = await engine.call(`${api}Scan`, { TableName, ConsistentRead: true, ...from });
      items.push(...list(page.Items));
      more = isObject(page.LastEvaluatedKey);
      if (isObject(page.LastEvaluatedKey)) from = { ExclusiveStartKey: page.LastEvaluatedKey };
    }
    contents[TableName] = items;
  }
  engine.close();
  return contents;
}

export const pour = (endpoint: string, contents: Contents): Promise<void> => alter(endpoint, {}, contents);

/** What is there by now gives way to what is to be there. */
export async function alter(endpoint: string, there: Contents, wanted: Contents): Promise<void> {
  const engine = createEngineClient(endpoint);
  for (const [table, items] of Object.entries(wanted)) {
    const name = await namesIn(engine, table);
    const before = new Map((there[table] ?? []).map((item) => [name(item), item]));
    const after = new Map(items.map((item) => [name(item), item]));
    const requests: JsonObject[] = [
      ...[...before.keys()].filter((key) => !after.has(key)).map((key) => ({ DeleteRequest: { Key: JSON.parse(key) as Json } })),
      ...[...after].filter(([key, item]) => !isDeepStrictEqual(before.get(key), item)).map(([, Item]) => ({ PutRequest: { Item } })),
    ];
    for (let first = 0; first < requests.length; first += most) {
      const { UnprocessedItems } = await engine.call(`${api}BatchWriteItem`, {
        RequestItems: { [table]: requests.slice(first, first + most) },
      });
      if (Object.keys(object(UnprocessedItems)).length > 0) throw new Error(`The engine took not all of what ${table} is to hold.`);
    }
  }
  engine.close();
}

/** Each item's key, as JSON. */
async function namesIn(engine: EngineClient, TableName: string): Promise<(item: Json) => string> {
  const { Table } = await engine.call(`${api}DescribeTable`, { TableName });
  const attributes = list(object(Table).KeySchema).map((one) => text(object(one).AttributeName));
  return (item) => JSON.stringify(Object.fromEntries(attributes.map((attribute) => [attribute, object(item)[attribute]])));
}
