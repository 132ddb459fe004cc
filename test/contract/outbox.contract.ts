import { beforeEach, describe, expect, test } from 'vitest';
import { clock, implementations, type Store } from './stores.ts';
import { append, event, head } from './writes.ts';

const incident = 'INC-311' as const;
const service = 'SVC-checkout' as const;
const at = (minute: number) => `2026-03-10T14:${String(minute).padStart(2, '0')}:00.000Z`;

describe.each(implementations)('Log and outbox in $name', ({ open }) => {
  let store: Store;
  const write = (id: typeof incident | typeof service, version: number, minute: number) =>
    store.records.append(append({ heads: [head(id, version - 1, { events: [event(id, version, { recordedAt: at(minute) })] })] }));
  const named = (events: { id: string; version: number }[]) => events.map(({ id, version }) => `${id}/${version}`);
  beforeEach(async () => {
    store = await open(clock());
  });

  test('events come back whole, in order, after the version one knows', async () => {
    for (let version = 1; version <= 12; version++) await write(incident, version, version);
    await write('INC-3110' as typeof incident, 1, 1);
    expect(await store.log.events(incident, 11)).toEqual([event(incident, 12, { recordedAt: at(12) })]);
    expect((await store.log.events(incident, 0)).map(({ version }) => version)).toEqual(
      Array.from({ length: 12 }, (_, index) => index + 1),
    );
    expect(await store.log.events('INC-404', 0)).toEqual([]);
  });

  test('an event waits until it is published, and marking it twice does no harm', async () => {
    await write(incident, 1, 1);
    await write(service, 1, 2);
    await write(incident, 2, 5);
    expect(named(await store.outbox.unpublished(at(5), 10))).toEqual(['INC-311/1', 'SVC-checkout/1']);
    expect(named(await store.outbox.unpublished(at(9), 2))).toEqual(['INC-311/1', 'SVC-checkout/1']);
    for (let times = 0; times < 2; times++)
      await store.outbox.published([
        { id: incident, version: 1 },
        { id: incident, version: 9 },
      ]);
    expect(named(await store.outbox.unpublished(at(9), 10))).toEqual(['SVC-checkout/1', 'INC-311/2']);
    expect(named(await store.log.events(incident, 0))).toEqual(['INC-311/1', 'INC-311/2']);
  });

  test('a head is behind from its first event until every lane has caught up', async () => {
    await write(incident, 1, 1);
    await write(service, 1, 2);
    expect(await store.outbox.behind(at(1), 10)).toEqual([]);
    expect(await store.outbox.behind(at(3), 10)).toEqual([incident, service]);
    expect(await store.outbox.behind(at(3), 1)).toEqual([incident]);
    await store.outbox.reconciled(service, 'main', 1);
    await store.outbox.reconciled(incident, 'page', 1);
    expect(await store.outbox.behind(at(3), 10)).toEqual([incident]);
    await store.outbox.reconciled(incident, 'main', 1);
    expect(await store.outbox.behind(at(3), 10)).toEqual([]);
  });

  test('what happened meanwhile keeps a head behind, since its oldest event that is not reconciled', async () => {
    await write(service, 1, 1);
    await write(service, 2, 4);
    await store.outbox.reconciled(service, 'main', 1);
    expect(await store.outbox.behind(at(2), 10)).toEqual([service]);
    await store.outbox.reconciled(service, 'main', 2);
    expect(await store.outbox.behind(at(9), 10)).toEqual([]);
    await write(service, 3, 6);
    expect(await store.outbox.behind(at(6), 10)).toEqual([]);
    expect(await store.outbox.behind(at(7), 10)).toEqual([service]);
  });

  test('a lane never goes back, repeats harmlessly, and survives the next event', async () => {
    expect(await store.outbox.reconciledUpTo(incident, 'main')).toBe(0);
    await write(incident, 1, 1);
    await write(incident, 2, 2);
    await store.outbox.reconciled(incident, 'main', 2);
    await store.outbox.reconciled(incident, 'main', 1);
    await write(incident, 3, 3);
    expect(await store.outbox.reconciledUpTo(incident, 'main')).toBe(2);
    expect(await store.outbox.reconciledUpTo(incident, 'page')).toBe(0);
    await store.outbox.reconciled('INC-404', 'main', 3);
    expect(await store.outbox.reconciledUpTo('INC-404', 'main')).toBe(0);
  });

  test('twenty marks at once leave nothing behind', async () => {
    for (let version = 1; version <= 10; version++) await write(incident, version, version);
    const marks = Array.from({ length: 10 }, (_, index) => index + 1).flatMap((version) => [
      store.outbox.reconciled(incident, 'main', version),
      store.outbox.reconciled(incident, 'page', version),
    ]);
    await Promise.all(marks);
    expect(await store.outbox.behind(at(59), 10)).toEqual([]);
  });
});
