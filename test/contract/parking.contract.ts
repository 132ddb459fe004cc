import { beforeEach, describe, expect, test } from 'vitest';
import { clock, implementations, type Store } from './stores.ts';
import { append, event, head } from './writes.ts';

const incident = 'INC-311' as const;
const service = 'SVC-checkout' as const;
const at = (minute: number) => `2026-03-10T14:${String(minute).padStart(2, '0')}:00.000Z`;
const why = 'Slack is down';
const parked = { at: at(5), why };
const waits = { ...parked, waiting: true, told: false };

describe.each(implementations)('Parking in $name', ({ open }) => {
  let store: Store;
  const write = (id: typeof incident | typeof service, version: number) =>
    store.records.append(append({ heads: [head(id, version - 1, { events: [event(id, version, { recordedAt: at(version) })] })] }));
  const marks = async () => (await store.parking.everyParked()).map(({ id, lane }) => [id, lane]);
  const swept = async () => (await store.outbox.behind(at(9), 10)).toSorted();
  beforeEach(async () => {
    store = await open(clock());
    await write(incident, 1);
  });

  test('a lane that is parked waits, with its reason, while the other is swept like any other', async () => {
    expect(await store.parking.park(incident, 'main', parked, 1)).toBe(true);
    expect(await store.parking.look(incident, 'main')).toEqual({ version: 1, mark: waits });
    expect(await store.parking.look(incident, 'page')).toEqual({ version: 1, mark: undefined });
    expect(await store.parking.everyParked()).toEqual([{ id: incident, lane: 'main', parked: waits }]);
    expect(await swept()).toEqual([incident]);
    expect(await store.parking.resting()).toEqual([]);
  });

  test('a head rests when every lane waits or has caught up, whichever came last', async () => {
    await store.parking.park(incident, 'main', parked, 1);
    await store.outbox.reconciled(incident, 'page', 1);
    expect(await swept()).toEqual([incident]);
    await store.parking.rest(incident);
    expect(await swept()).toEqual([]);
    expect(await store.parking.resting()).toEqual([{ id: incident, lane: 'main', parked: waits }]);
    await write(service, 1);
    await store.parking.park(service, 'main', parked, 1);
    expect(await swept()).toEqual([]);
    expect((await marks()).toSorted()).toEqual([
      [incident, 'main'],
      [service, 'main'],
    ]);
  });

  test('resumed it is behind like any other, and keeps its mark until that is cleared', async () => {
    await store.outbox.reconciled(incident, 'page', 1);
    await store.parking.park(incident, 'main', parked, 1);
    expect(await swept()).toEqual([]);
    await store.parking.resume(incident, 'main');
    expect(await swept()).toEqual([incident]);
    expect(await store.parking.everyParked()).toEqual([]);
    expect((await store.parking.look(incident, 'main')).mark).toEqual({ ...waits, waiting: false });
    await store.outbox.reconciled(incident, 'main', 1);
    expect(await swept()).toEqual([incident]);
    await store.parking.clear(incident, 'main');
    expect(await swept()).toEqual([]);
    expect((await store.parking.look(incident, 'main')).mark).toBeUndefined();
  });

  test('something new is worth new tries', async () => {
    await store.parking.park(incident, 'main', parked, 1);
    await store.parking.park(incident, 'page', parked, 1);
    expect(await swept()).toEqual([]);
    await write(incident, 2);
    expect(await swept()).toEqual([incident]);
    expect((await store.parking.look(incident, 'main')).mark).toEqual({ ...waits, waiting: false });
    expect(await store.parking.everyParked()).toEqual([]);
    expect(await store.parking.park(incident, 'main', parked, 1)).toBe(false);
    expect(await store.parking.park(incident, 'main', parked, 2)).toBe(true);
    expect(await marks()).toEqual([[incident, 'main']]);
  });

  test('that people were told is noted, and forgotten when it is given up on again', async () => {
    await store.parking.told(incident, 'main');
    expect((await store.parking.look(incident, 'main')).mark).toBeUndefined();
    await store.parking.park(incident, 'main', parked, 1);
    await store.parking.told(incident, 'main');
    expect((await store.parking.look(incident, 'main')).mark).toEqual({ ...waits, told: true });
    await store.parking.park(incident, 'main', { ...parked, why: 'it still is' }, 1);
    expect((await store.parking.look(incident, 'main')).mark).toEqual({ ...waits, why: 'it still is' });
  });

  test('what has caught up, or never was, is not parked, resumed or cleared', async () => {
    await store.outbox.reconciled(incident, 'main', 1);
    await store.outbox.reconciled(incident, 'page', 1);
    for (const id of [incident, 'INC-404'] as const) {
      expect(await store.parking.park(id, 'main', parked, 1)).toBe(false);
      await store.parking.resume(id, 'main');
      await store.parking.clear(id, 'main');
      await store.parking.rest(id);
    }
    expect(await store.parking.everyParked()).toEqual([]);
    expect(await swept()).toEqual([]);
    expect(await store.parking.look('INC-404', 'main')).toEqual({ version: 0, mark: undefined });
  });

  test('both lanes have reasons of their own', async () => {
    await store.parking.park(incident, 'main', parked, 1);
    await store.parking.park(incident, 'page', { at: at(6), why: 'nobody to be found' }, 1);
    expect((await store.parking.everyParked()).map(({ lane, parked }) => [lane, parked.why])).toEqual([
      ['main', why],
      ['page', 'nobody to be found'],
    ]);
  });

  test('an event that is parked is not swept, stays in the log, and is taken up by being published', async () => {
    await write(incident, 2);
    await store.parking.parkEvent({ id: incident, version: 1 }, { at: at(5), why });
    expect((await store.outbox.unpublished(at(9), 10)).map(({ version }) => version)).toEqual([2]);
    expect((await store.parking.everyParkedEvent()).map(({ version }) => version)).toEqual([1]);
    expect(await store.log.events(incident, 0)).toHaveLength(2);
    await store.outbox.published([{ id: incident, version: 1 }]);
    expect(await store.parking.everyParkedEvent()).toEqual([]);
    await store.parking.parkEvent({ id: incident, version: 1 }, { at: at(5), why });
    expect(await store.parking.everyParkedEvent()).toEqual([]);
  });
});
