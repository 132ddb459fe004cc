import { aggregateAt } from '#domain/keys';
import type { Boards } from '#domain/ports';
import { type MemoryTable, order } from './memory-table.ts';

export const memoryBoards = ({ table }: { table: MemoryTable }): Boards => ({
  read: async (board) =>
    table
      .all()
      .flatMap(({ key, item: { boarded } }) => (boarded?.board === board ? [{ id: aggregateAt(key), ...boarded }] : []))
      .sort((a, b) => order(b.at, a.at))
      .map(({ id, entry }) => ({ id, entry })),
});
