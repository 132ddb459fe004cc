import * as z from 'zod';
import { aggregateAt, eventKey, headKey } from '#domain/keys';
import { lanes, type Outbox } from '#domain/ports';
import type { Table } from './client.ts';
import { readEventItem } from './event-item.ts';
import { named } from './expression.ts';
import { readAll } from './reading.ts';
import { settleHead } from './settled.ts';
import { updateWhere } from './update-where.ts';

const Reconciled = z.object({ reconciled: z.partialRecord(z.enum(lanes), z.number()) });
const HeadKey = z.object({ pk: z.string(), sk: z.string() });

const published = { set: 'REMOVE #unpublished, #parked', where: 'attribute_exists(#unpublished)' };
const caughtUp = {
  set: 'SET #reconciled.#lane = :version',
  where: 'attribute_exists(#reconciled) AND (attribute_not_exists(#reconciled.#lane) OR #reconciled.#lane < :version)',
};
const unpublishedBefore = '#unpublished = :yes AND #recordedAt < :before';
const behindBefore = '#behind = :yes AND #behindAt < :before';

export function dynamoOutbox(table: Table): Outbox {
  const sweep = (IndexName: string, KeyConditionExpression: string, before: string, atMost: number) =>
    readAll(
      table,
      {
        IndexName,
        KeyConditionExpression,
        ExpressionAttributeNames: named(KeyConditionExpression),
        ExpressionAttributeValues: { ':yes': 'yes', ':before': before },
      },
      atMost,
    );

  return {
    async published(events) {
      await Promise.all(events.map(({ id, version }) => updateWhere(table, eventKey(id, version), published)));
    },

    async unpublished(recordedBefore, atMost) {
      return (await sweep('unpublished', unpublishedBefore, recordedBefore, atMost)).map(readEventItem);
    },

    async reconciled(id, lane, version) {
      await updateWhere(table, headKey(id), { ...caughtUp, names: { '#lane': lane }, values: { ':version': version } });
      await settleHead(table, id);
    },

    async reconciledUpTo(id, lane) {
      const { Item } = await table.client.send('GetItem', { TableName: table.table, Key: headKey(id), ConsistentRead: true });
      return Item ? (Reconciled.parse(Item).reconciled[lane] ?? 0) : 0;
    },

    async behind(recordedBefore, atMost) {
      return (await sweep('behind', behindBefore, recordedBefore, atMost)).map((item) => aggregateAt(HeadKey.parse(item)));
    },
  };
}
