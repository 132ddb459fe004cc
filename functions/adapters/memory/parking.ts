import { aggregateAt, eventKey, headKey } from '#domain/keys';
import { lanesOf, type ParkedLane, type Parking } from '#domain/ports';
import type { MemoryItem, MemoryTable } from './memory-table.ts';
import { settleHead } from './settled.ts';

export function memoryParking({ table }: { table: MemoryTable }): Parking {
  const markOf = ({ parkedLanes = {}, version }: MemoryItem, lane: keyof NonNullable<MemoryItem['parkedLanes']>) => {
    const { version: seen, ...mark } = parkedLanes[lane] ?? {};
    return seen === undefined ? undefined : { ...(mark as Omit<ParkedLane['parked'], 'waiting'>), waiting: seen === version };
  };
  const parkedOf = (wanted: (item: MemoryItem) => boolean) =>
    table.all().flatMap(({ key, item }) => {
      const id = wanted(item) ? aggregateAt(key) : undefined;
      if (id === undefined) return [];
      return lanesOf(id).flatMap((lane) => {
        const parked = markOf(item, lane);
        return parked?.waiting ? [{ id, lane, parked }] : [];
      });
    });
  /** Changes a head that is behind. */
  const change = (id: ParkedLane['id'], to: (head: MemoryItem) => Partial<MemoryItem>) => {
    const head = table.get(headKey(id));
    if (head?.behindAt !== undefined) table.put(headKey(id), { ...head, ...to(head) });
  };

  return {
    async look(id, lane) {
      const head = table.get(headKey(id));
      return { version: head?.version ?? 0, mark: head && markOf(head, lane) };
    },

    async park(id, lane, parked, seen) {
      const head = table.get(headKey(id));
      if (head?.behindAt === undefined || head.version !== seen) return false;
      change(id, ({ parkedLanes }) => ({ parkedLanes: { ...parkedLanes, [lane]: { ...parked, version: seen, told: false } } }));
      await this.rest(id);
      return true;
    },

    async told(id, lane) {
      change(id, ({ parkedLanes = {} }) => {
        const mark = parkedLanes[lane];
        return mark ? { parkedLanes: { ...parkedLanes, [lane]: { ...mark, told: true } } } : {};
      });
    },

    async resume(id, lane) {
      change(id, ({ parkedLanes = {} }) => {
        const mark = parkedLanes[lane];
        return mark ? { resting: false, parkedLanes: { ...parkedLanes, [lane]: { ...mark, version: 0 } } } : {};
      });
    },

    async clear(id, lane) {
      change(id, ({ parkedLanes = {} }) => {
        const { [lane]: _, ...left } = parkedLanes;
        return { parkedLanes: Object.keys(left).length > 0 ? left : undefined };
      });
      settleHead(table, id);
    },

    async rest(id) {
      change(id, (head) => {
        const still = lanesOf(id).every((lane) => head.reconciled?.[lane] === head.version || markOf(head, lane)?.waiting);
        return still ? { resting: true } : {};
      });
    },

    everyParked: async () => parkedOf(({ behindAt }) => behindAt !== undefined),
    resting: async () => parkedOf(({ resting }) => resting === true),

    async parkEvent({ id, version }, parked) {
      const item = table.get(eventKey(id, version));
      if (item?.unpublished) table.put(eventKey(id, version), { ...item, parked });
    },

    async everyParkedEvent() {
      return table.all().flatMap(({ item: { event, unpublished, parked } }) => (event && unpublished && parked ? [event] : []));
    },
  };
}
