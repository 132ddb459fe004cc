import * as z from 'zod';
import { type AggregateId, aggregateAt, eventKey, headKey } from '#domain/keys';
import { lanes, lanesOf, type Outbox } from '#domain/ports';
import type { Table } from './client.ts';
import { readEventItem } from './event-item.ts';
import { named } from './expression.ts';
import type { Item } from './operations.ts';
import { readAll } from './reading.ts';
import { settleHead } from './settled.ts';
import { updatedWhere, updateWhere } from './update-where.ts';

const Reconciled = z.object({ version: z.number().default(0), reconciled: z.partialRecord(z.enum(lanes), z.number()) });
const HeadKey = z.object({ pk: z.string(), sk: z.string() });

const published = { set: 'REMOVE #unpublished, #parked', where: 'attribute_exists(#unpublished)' };
const caughtUp = {
  set: 'SET #reconciled.#lane = :version',
  where: 'attribute_exists(#reconciled) AND (attribute_not_exists(#reconciled.#lane) OR #reconciled.#lane < :version)',
};
const unpublishedBefore = '#unpublished = :yes AND #recordedAt < :before';
const behindBefore = '#behind = :yes AND #behindAt < :before';

function isFollowed(id: AggregateId, head: Item): boolean {
  const { version, reconciled } = Reconciled.parse(head);
  return lanesOf(id).every((lane) => reconciled[lane] === version);
}

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
      const change = { ...caughtUp, names: { '#lane': lane }, values: { ':version': version } };
      const head = await updatedWhere(table, headKey(id), change);
      // The last of the lanes settles it. One that had been here before may have died before it did.
      if (head === undefined || isFollowed(id, head)) await settleHead(table, id);
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
