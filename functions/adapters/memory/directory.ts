import { directoryKey } from '#domain/keys';
import type { Directory, ServiceEntry } from '#domain/ports';
import { type MemoryTable, order } from './memory-table.ts';

export const memoryDirectory = ({ table }: { table: MemoryTable }): Directory => {
  const entries = () => (table.get(directoryKey(0))?.value ?? {}) as Record<string, ServiceEntry>;
  return {
    services: async () => Object.values(entries()).sort((a, b) => order(a.slug, b.slug)),
    async put(entry) {
      table.put(directoryKey(0), { version: 1, value: { ...entries(), [entry.slug]: entry } });
    },
  };
};
