import { type AggregateId, aggregateAt } from '#domain/keys';
import type { Boards } from '#domain/ports';
import { type MemoryTable, order } from './memory-table.ts';

type Place = { at: string; id: AggregateId };
/** Of those at the same moment the store has an order of its own: any will do that is always the same. */
const newestFirst = (a: Place, b: Place) => order(b.at, a.at) || order(b.id, a.id);

export function memoryBoards({ table }: { table: MemoryTable }): Boards {
  const on = (board: string) =>
    table
      .all()
      .flatMap(({ key, item: { boarded } }) => (boarded?.board === board ? [{ id: aggregateAt(key), ...boarded }] : []))
      .sort(newestFirst);
  return {
    read: async (board) => on(board).map(({ id, entry }) => ({ id, entry })),
    async page(board, size, behind) {
      const left = on(board).filter((one) => behind === undefined || newestFirst(behind, one) < 0);
      return { posts: left.slice(0, size).map(({ id, entry }) => ({ id, entry })), more: left.length > size };
    },
  };
}
