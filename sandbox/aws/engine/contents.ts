import { isObject, type Json, type JsonObject, list, object } from '#sandbox/aws/json';
import { createEngineClient } from './client.ts';

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

export async function pour(endpoint: string, contents: Contents): Promise<void> {
  const engine = createEngineClient(endpoint);
  for (const [table, items] of Object.entries(contents)) {
    for (let first = 0; first < items.length; first += most) {
      const puts = items.slice(first, first + most).map((Item) => ({ PutRequest: { Item } }));
      const { UnprocessedItems } = await engine.call(`${api}BatchWriteItem`, { RequestItems: { [table]: puts } });
      if (Object.keys(object(UnprocessedItems)).length > 0) throw new Error(`The engine took not all of what ${table} is to hold.`);
    }
  }
  engine.close();
}
