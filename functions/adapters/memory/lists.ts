import { aggregateAt } from '#domain/keys';
import type { Lists } from '#domain/ports';
import { type MemoryTable, order } from './memory-table.ts';

export const memoryLists = ({ table }: { table: MemoryTable }): Lists => ({
  async page(list, size, cursor) {
    const placed = table
      .all()
      .flatMap(({ key, item }) => (item.listed?.list === list ? [{ key, item, place: `${list}|${item.listed.at}|${key.pk}` }] : []))
      .sort((a, b) => order(b.place, a.place));
    const rest = cursor?.startsWith(`${list}|`) ? placed.filter(({ place }) => place < cursor) : placed;
    const heads = rest.slice(0, size).map(({ key, item }) => ({ id: aggregateAt(key), state: item.state, words: item.words ?? {} }));
    const last = rest[size - 1];
    return { heads, ...(last && rest.length > size ? { next: last.place } : {}) };
  },
  async due(list, before, atMost) {
    const placed = table
      .all()
      .flatMap(({ key, item: { listed } }) => (listed?.list === list && listed.at <= before ? [{ key, at: listed.at }] : []));
    return placed
      .sort((a, b) => order(a.at, b.at))
      .slice(0, atMost)
      .map(({ key }) => aggregateAt(key));
  },
});
