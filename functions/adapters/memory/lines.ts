import { lineKey } from '#domain/keys';
import type { Lines } from '#domain/ports';
import type { MemoryTable } from './memory-table.ts';

export const memoryLines = ({ table }: { table: MemoryTable }): Lines => ({
  async turn(line, notBefore) {
    const last = table.get(lineKey(line))?.version ?? 0;
    const second = Math.max(Math.ceil(Date.parse(notBefore) / 1000), last + 1);
    table.put(lineKey(line), { version: second });
    return new Date(second * 1000).toISOString();
  },
});
