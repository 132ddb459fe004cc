import * as z from 'zod';
import { aggregateAt, eventKey, headKey } from '#domain/keys';
import { type Lane, lanesOf, type Parking } from '#domain/ports';
import type { Table } from './client.ts';
import { readEventItem } from './event-item.ts';
import { named } from './expression.ts';
import { readAll, readKeys } from './reading.ts';
import { updateWhere } from './update-where.ts';

const Parked = z.object({ at: z.string(), why: z.string() });
const IndexedHead = z.object({ pk: z.string(), sk: z.string() });
const Head = IndexedHead.extend({ behind: z.string().optional(), parkedMain: Parked.optional(), parkedPage: Parked.optional() });
const attributeOf = { main: 'parkedMain', page: 'parkedPage' } as const satisfies Record<Lane, string>;

const stopped = { set: 'SET #behind = :parked, #lane = :why', where: 'attribute_exists(#behind)' };
const behindAgain = { set: 'SET #behind = :yes', where: 'attribute_exists(#behind)' };
const kept = { set: 'SET #unpublished = :parked, #parked = :why', where: 'attribute_exists(#unpublished)' };

/** What is parked stands in the same two indexes under another name, where the sweep does not look. */
export function dynamoParking(table: Table): Parking {
  const indexed = (IndexName: 'behind' | 'unpublished') => {
    const KeyConditionExpression = `#${IndexName} = :parked`;
    return readAll(table, {
      IndexName,
      KeyConditionExpression,
      ExpressionAttributeNames: named(KeyConditionExpression),
      ExpressionAttributeValues: { ':parked': 'parked' },
    });
  };

  return {
    async park(id, lane, parked) {
      const values = { ':parked': 'parked', ':why': parked };
      await updateWhere(table, headKey(id), { ...stopped, names: { '#lane': attributeOf[lane] }, values });
    },

    async parked(id, lane) {
      const [head] = await readKeys(table, [headKey(id)]);
      const { behind, [attributeOf[lane]]: parked } = Head.partial().parse(head ?? {});
      return parked && { ...parked, waiting: behind === 'parked' };
    },

    async resume(id) {
      await updateWhere(table, headKey(id), { ...behindAgain, values: { ':yes': 'yes' } });
    },

    async everyParked() {
      const keys = (await indexed('behind')).map((item) => IndexedHead.parse(item));
      const heads = (await readKeys(table, keys)).flatMap((item) => (item ? [Head.parse(item)] : []));
      return heads.flatMap((head) => {
        const id = aggregateAt(head);
        return lanesOf(id).flatMap((lane) => {
          const parked = head[attributeOf[lane]];
          return parked ? [{ id, lane, parked }] : [];
        });
      });
    },

    async parkEvent({ id, version }, parked) {
      await updateWhere(table, eventKey(id, version), { ...kept, values: { ':parked': 'parked', ':why': parked } });
    },

    async everyParkedEvent() {
      return (await indexed('unpublished')).map(readEventItem);
    },
  };
}
