import * as z from 'zod';
import { eventKey, textKey } from '#domain/keys';
import type { Log } from '#domain/ports';
import type { Table } from './client.ts';
import { readEventItem } from './event-item.ts';
import { named } from './expression.ts';
import { readAll, readKeys } from './reading.ts';

const Text = z.object({ by: z.string(), body: z.string() });
const between = '#pk = :pk AND #sk BETWEEN :from AND :to';
const lastVersion = 999_999;

export const dynamoLog = (table: Table): Log => ({
  async events(id, after) {
    const { pk, sk } = eventKey(id, after + 1);
    const items = await readAll(table, {
      KeyConditionExpression: between,
      ExpressionAttributeNames: named(between),
      ExpressionAttributeValues: { ':pk': pk, ':from': sk, ':to': eventKey(id, lastVersion).sk },
      ConsistentRead: true,
    });
    return items.map(readEventItem);
  },

  async texts(id, texts) {
    const items = await readKeys(
      table,
      texts.map((text) => textKey(id, text)),
    );
    return Object.fromEntries(texts.flatMap((text, index) => (items[index] ? [[text, Text.parse(items[index])]] : [])));
  },
});
