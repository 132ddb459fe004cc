import { aggregateAt, eventKey, headKey } from '#domain/keys';
import type { Outbox } from '#domain/ports';
import { type MemoryTable, order } from './memory-table.ts';
import { settleHead } from './settled.ts';

export const memoryOutbox = ({ table }: { table: MemoryTable }): Outbox => ({
  async published(events) {
    for (const { id, version } of events) {
      const item = table.get(eventKey(id, version));
      if (item) table.put(eventKey(id, version), { ...item, unpublished: false, parked: undefined });
    }
  },

  async unpublished(recordedBefore, atMost) {
    return table
      .all()
      .flatMap(({ item: { event, unpublished, parked } }) =>
        event && unpublished && !parked && event.recordedAt < recordedBefore ? [event] : [],
      )
      .sort((a, b) => order(a.recordedAt, b.recordedAt))
      .slice(0, atMost);
  },

  async reconciled(id, lane, version) {
    const head = table.get(headKey(id));
    if (!head) return;
    table.put(headKey(id), { ...head, reconciled: { ...head.reconciled, [lane]: Math.max(version, head.reconciled?.[lane] ?? 0) } });
    settleHead(table, id);
  },

  async reconciledUpTo(id, lane) {
    return table.get(headKey(id))?.reconciled?.[lane] ?? 0;
  },

  async behind(recordedBefore, atMost) {
    return table
      .all()
      .flatMap(({ key, item: { behindAt, resting } }) =>
        behindAt !== undefined && !resting && behindAt < recordedBefore ? [{ id: aggregateAt(key), behindAt }] : [],
      )
      .sort((a, b) => order(a.behindAt, b.behindAt))
      .slice(0, atMost)
      .map(({ id }) => id);
  },
});
