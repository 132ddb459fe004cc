import { lineKey } from '#domain/keys';
import type { Lines } from '#domain/ports';
import type { MemoryTable } from './memory-table.ts';

export const memoryLines = ({ table }: { table: MemoryTable }): Lines => ({
  async turn(line, notBefore, apartMs) {
    const last = table.get(lineKey(line))?.version ?? 0;
    const at = Math.max(Date.parse(notBefore), last + apartMs);
    table.put(lineKey(line), { version: at });
    return new Date(at).toISOString();
  },
});
