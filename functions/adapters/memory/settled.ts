import { type AggregateId, headKey } from '#domain/keys';
import { lanesOf } from '#domain/ports';
import type { MemoryTable } from './memory-table.ts';

/** A head is no longer behind when all its lanes have caught up, and none is marked as given up on. */
export function settleHead(table: MemoryTable, id: AggregateId): void {
  const head = table.get(headKey(id));
  const settled = head && !head.parkedLanes && lanesOf(id).every((lane) => head.reconciled?.[lane] === head.version);
  if (!settled) return;
  const { behindAt: _, ...rest } = head;
  table.put(headKey(id), rest);
}
