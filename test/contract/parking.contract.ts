import { beforeEach, describe, expect, test } from 'vitest';
import { clock, implementations, type Store } from './stores.ts';
import { append, event, head } from './writes.ts';

const incident = 'INC-311' as const;
const service = 'SVC-checkout' as const;
const at = (minute: number) => `2026-03-10T14:${String(minute).padStart(2, '0')}:00.000Z`;
const why = 'Slack is down';

describe.each(implementations)('Parking in $name', ({ open }) => {
  let store: Store;
  const write = (id: typeof incident | typeof service, version: number) =>
    store.records.append(append({ heads: [head(id, version - 1, { events: [event(id, version, { recordedAt: at(version) })] })] }));
  beforeEach(async () => {
    store = await open(clock());
    await write(incident, 1);
  });

  test('what is parked is no longer swept, is found with its reason, and comes back when it is resumed', async () => {
    await write(service, 1);
    await store.parking.park(incident, 'main', { at: at(5), why });
    expect(await store.outbox.behind(at(9), 10)).toEqual([service]);
    expect(await store.parking.everyParked()).toEqual([{ id: incident, lane: 'main', parked: { at: at(5), why } }]);
    expect(await store.parking.parked(incident, 'main')).toEqual({ at: at(5), why, waiting: true });
    expect(await store.parking.parked(incident, 'page')).toBeUndefined();
    expect(await store.parking.parked(service, 'main')).toBeUndefined();
    await store.parking.resume(incident);
    expect((await store.outbox.behind(at(9), 10)).toSorted()).toEqual([incident, service]);
    expect(await store.parking.everyParked()).toEqual([]);
    expect(await store.parking.parked(incident, 'main')).toEqual({ at: at(5), why, waiting: false });
  });

  test('something new is worth new tries, and the mark stays until all has been caught up with', async () => {
    await store.parking.park(incident, 'main', { at: at(5), why });
    await write(incident, 2);
    expect(await store.outbox.behind(at(9), 10)).toEqual([incident]);
    expect(await store.parking.parked(incident, 'main')).toEqual({ at: at(5), why, waiting: false });
    await store.outbox.reconciled(incident, 'main', 2);
    await store.outbox.reconciled(incident, 'page', 2);
    expect(await store.parking.parked(incident, 'main')).toBeUndefined();
    expect(await store.outbox.behind(at(9), 10)).toEqual([]);
  });

  test('what has caught up, or never was, is not parked and not resumed', async () => {
    await store.outbox.reconciled(incident, 'main', 1);
    await store.outbox.reconciled(incident, 'page', 1);
    await store.parking.park(incident, 'main', { at: at(5), why });
    await store.parking.resume(incident);
    await store.parking.resume('INC-404');
    await store.parking.park('INC-404', 'main', { at: at(5), why });
    expect(await store.parking.everyParked()).toEqual([]);
    expect(await store.outbox.behind(at(9), 10)).toEqual([]);
  });

  test('both lanes have reasons of their own', async () => {
    await store.parking.park(incident, 'main', { at: at(5), why });
    await store.parking.park(incident, 'page', { at: at(6), why: 'nobody to be found' });
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
