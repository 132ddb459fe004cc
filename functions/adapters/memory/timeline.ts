import { eventKey, headKey } from '#domain/keys';
import type { Timeline } from '#domain/ports';
import type { MemoryTable } from './memory-table.ts';

export const memoryTimeline = ({ table }: { table: MemoryTable }): Timeline => ({
  async places(id, size, from) {
    const places = table
      .all()
      .filter(({ key: { pk, sk } }) => pk === headKey(id).pk && sk.startsWith('T#'))
      .map(({ key: { sk }, item: { value } }) => ({ place: sk.slice(2), version: (value as { version: number }).version }));
    return 'after' in from
      ? places.filter(({ place }) => place > from.after).slice(0, size)
      : places.filter(({ place }) => place < from.before).slice(-size);
  },

  async events(id, versions) {
    return versions.flatMap((version) => table.get(eventKey(id, version))?.event ?? []);
  },
});
