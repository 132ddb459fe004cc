import { aggregateAt, eventKey, headKey } from '#domain/keys';
import { lanes, type Parking } from '#domain/ports';
import type { MemoryTable } from './memory-table.ts';

export const memoryParking = ({ table }: { table: MemoryTable }): Parking => ({
  async park(id, lane, parked) {
    const head = table.get(headKey(id));
    if (head?.behindAt === undefined) return;
    table.put(headKey(id), { ...head, parkedLanes: { ...head.parkedLanes, [lane]: parked }, waiting: true });
  },

  async parked(id, lane) {
    const { parkedLanes = {}, waiting = false } = table.get(headKey(id)) ?? {};
    return parkedLanes[lane] && { ...parkedLanes[lane], waiting };
  },

  async resume(id) {
    const head = table.get(headKey(id));
    if (head) table.put(headKey(id), { ...head, waiting: false });
  },

  async everyParked() {
    return table
      .all()
      .filter(({ item: { waiting } }) => waiting)
      .flatMap(({ key, item: { parkedLanes = {} } }) =>
        lanes.flatMap((lane) => (parkedLanes[lane] ? [{ id: aggregateAt(key), lane, parked: parkedLanes[lane] }] : [])),
      );
  },

  async parkEvent({ id, version }, parked) {
    const item = table.get(eventKey(id, version));
    if (item?.unpublished) table.put(eventKey(id, version), { ...item, parked });
  },

  async everyParkedEvent() {
    return table.all().flatMap(({ item: { event, unpublished, parked } }) => (event && unpublished && parked ? [event] : []));
  },
});
