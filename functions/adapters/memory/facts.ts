import { factKey } from '#domain/keys';
import type { Facts } from '#domain/ports';
import type { MemoryTable } from './memory-table.ts';

export const memoryFacts = ({ table }: { table: MemoryTable }): Facts => ({
  async keep(id, version, facts) {
    if ((table.get(factKey(id))?.version ?? 0) < version) table.put(factKey(id), { version, value: facts });
  },

  async read(id) {
    const item = table.get(factKey(id));
    return item && { version: item.version, facts: item.value as Record<string, unknown> };
  },
});
