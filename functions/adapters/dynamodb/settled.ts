import { type AggregateId, headKey } from '#domain/keys';
import { lanesOf } from '#domain/ports';
import type { Table } from './client.ts';
import { updateWhere } from './update-where.ts';

const set = 'REMOVE #behind, #behindAt';
const where = {
  main: 'attribute_exists(#behind) AND attribute_not_exists(#parkedMain) AND #reconciled.#main = #version',
  page: 'attribute_not_exists(#parkedPage) AND #reconciled.#page = #version',
};

/** A head is no longer behind when all its lanes have caught up, and none is marked as given up on. The table decides, so that lanes may come in any order. */
export async function settleHead(table: Table, id: AggregateId): Promise<void> {
  const all = lanesOf(id).map((lane) => where[lane]);
  await updateWhere(table, headKey(id), { set, where: all.join(' AND ') });
}
