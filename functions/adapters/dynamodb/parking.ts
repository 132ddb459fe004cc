import * as z from 'zod';
import { aggregateAt, eventKey, headKey } from '#domain/keys';
import { type Lane, lanesOf, type Mark, type ParkedLane, type Parking } from '#domain/ports';
import type { Table } from './client.ts';
import { readEventItem } from './event-item.ts';
import { named } from './expression.ts';
import { readAll, readKeys } from './reading.ts';
import { settleHead } from './settled.ts';
import { updateWhere } from './update-where.ts';

/** `version` is that of the head when the lane was given up on: it waits as long as the head is at it. */
const Written = z.object({ at: z.string(), why: z.string(), version: z.number(), told: z.boolean() });
const IndexedHead = z.object({ pk: z.string(), sk: z.string() });
const Head = IndexedHead.extend({ version: z.number(), parkedMain: Written.optional(), parkedPage: Written.optional() });
const attributeOf = { main: 'parkedMain', page: 'parkedPage' } as const satisfies Record<Lane, string>;

const parked = { set: 'SET #lane = :mark', where: 'attribute_exists(#behind) AND #version = :seen' };
const told = { set: 'SET #lane.#told = :true', where: 'attribute_exists(#lane)' };
const behindAgain = { set: 'SET #behind = :yes, #lane.#version = :none', where: 'attribute_exists(#behind) AND attribute_exists(#lane)' };
const cleared = { set: 'REMOVE #lane', where: 'attribute_exists(#lane)' };
const atRest = { set: 'SET #behind = :parked', where: '#behind = :yes' };
const still = {
  main: '(#reconciled.#main = #version OR #parkedMain.#version = #version)',
  page: '(#reconciled.#page = #version OR #parkedPage.#version = #version)',
};
const kept = { set: 'SET #unpublished = :parked, #parked = :why', where: 'attribute_exists(#unpublished)' };

/** What rests stands in the same two indexes under another name, where the sweep does not look. */
export function dynamoParking(table: Table): Parking {
  const indexed = (IndexName: 'behind' | 'unpublished', as: 'yes' | 'parked') => {
    const KeyConditionExpression = `#${IndexName} = :as`;
    return readAll(table, {
      IndexName,
      KeyConditionExpression,
      ExpressionAttributeNames: named(KeyConditionExpression),
      ExpressionAttributeValues: { ':as': as },
    });
  };
  async function waitingAt(as: 'yes' | 'parked'): Promise<ParkedLane[]> {
    const keys = (await indexed('behind', as)).map((item) => IndexedHead.parse(item));
    const heads = (await readKeys(table, keys)).flatMap((item) => (item ? [Head.parse(item)] : []));
    return heads.flatMap((head) => {
      const id = aggregateAt(head);
      return lanesOf(id).flatMap((lane) => {
        const mark = markOf(head, lane);
        return mark?.waiting ? [{ id, lane, parked: mark }] : [];
      });
    });
  }
  const rest: Parking['rest'] = async (id) => {
    const where = [atRest.where, ...lanesOf(id).map((lane) => still[lane])].join(' AND ');
    await updateWhere(table, headKey(id), { set: atRest.set, where, values: { ':yes': 'yes', ':parked': 'parked' } });
  };
  const of = (lane: Lane) => ({ '#lane': attributeOf[lane] });

  return {
    async look(id, lane) {
      const [item] = await readKeys(table, [headKey(id)]);
      const head = item && Head.parse(item);
      return { version: head?.version ?? 0, mark: head && markOf(head, lane) };
    },

    async park(id, lane, { at, why }, seen) {
      const values = { ':mark': { at, why, version: seen, told: false }, ':seen': seen };
      const done = await updateWhere(table, headKey(id), { ...parked, names: of(lane), values });
      if (done) await rest(id);
      return done;
    },

    async told(id, lane) {
      await updateWhere(table, headKey(id), { ...told, names: of(lane), values: { ':true': true } });
    },

    async resume(id, lane) {
      await updateWhere(table, headKey(id), { ...behindAgain, names: of(lane), values: { ':yes': 'yes', ':none': 0 } });
    },

    async clear(id, lane) {
      await updateWhere(table, headKey(id), { ...cleared, names: of(lane) });
      await settleHead(table, id);
    },

    rest,
    resting: () => waitingAt('parked'),

    async everyParked() {
      return (await Promise.all([waitingAt('parked'), waitingAt('yes')])).flat();
    },

    async parkEvent({ id, version }, why) {
      await updateWhere(table, eventKey(id, version), { ...kept, values: { ':parked': 'parked', ':why': why } });
    },

    async everyParkedEvent() {
      return (await indexed('unpublished', 'parked')).map(readEventItem);
    },
  };
}

function markOf(head: z.infer<typeof Head>, lane: Lane): Mark | undefined {
  const written = head[attributeOf[lane]];
  return written && { at: written.at, why: written.why, told: written.told, waiting: written.version === head.version };
}
