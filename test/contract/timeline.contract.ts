import { beforeEach, describe, expect, test } from 'vitest';
import { timelineKey } from '#domain/keys';
import { beginning, end } from '#domain/ports';
import { clock, implementations, type Store, startOfTime } from './stores.ts';
import { append, event, head } from './writes.ts';

const incident = 'INC-311' as const;
const at = (minute: number) => new Date(Date.parse(startOfTime) + minute * 60_000).toISOString();
const place = (minute: number, version: number, id: 'INC-311' | 'INC-312' = incident) => ({
  key: timelineKey(id, at(minute), version),
  value: { version },
  expected: 0,
});

describe.each(implementations)('The timeline in $name', ({ open }) => {
  const time = clock();
  let store: Store;
  beforeEach(async () => {
    time.set(startOfTime);
    store = await open(time);
  });

  /** Event n of an incident happened in this minute. */
  async function given(...minutes: number[]) {
    const events = minutes.map((_, index) => event(incident, index + 1));
    const puts = [...minutes.map((minute, index) => place(minute, index + 1)), place(1, 9, 'INC-312')];
    const texts = [{ id: 'word', by: 'U1', body: 'said' }];
    expect(await store.records.append(append({ heads: [head(incident, 0, { events, texts })], puts }))).toBe('done');
  }
  const places = (size: number, from: { after: string } | { before: string }) => store.timeline.places(incident, size, from);
  const versions = async (...asked: Parameters<typeof places>) => (await places(...asked)).map(({ version }) => version);

  test('is in the order in which things happened, and of two at once the one that was recorded first comes first', async () => {
    await given(5, 1, 5, 3);
    expect(await versions(10, { after: beginning })).toEqual([2, 4, 1, 3]);
  });

  test('is read page by page, forward and back, and no place stands on two pages', async () => {
    await given(1, 2, 3, 3, 5);
    const [first, second] = await places(2, { after: beginning });
    expect(await versions(2, { after: second?.place ?? '' })).toEqual([3, 4]);
    const last = await places(2, { before: end });
    expect(last.map(({ version }) => version)).toEqual([4, 5]);
    expect(await versions(2, { before: last[0]?.place ?? '' })).toEqual([2, 3]);
    expect(await versions(9, { before: first?.place ?? '' })).toEqual([]);
    expect(await versions(9, { after: last[1]?.place ?? '' })).toEqual([]);
  });

  test('says which events they are', async () => {
    await given(1, 2, 3);
    expect((await store.timeline.events(incident, [3, 1, 7])).map(({ version }) => version).sort()).toEqual([1, 3]);
  });

  test('words are replaced where they are what was expected, and not otherwise', async () => {
    await given(1);
    const edit = (expected: number) => ({ id: 'word', by: 'U1', body: 'edited', expected });
    const write = (expected: number) =>
      store.records.append(append({ heads: [head(incident, 1, { events: [], texts: [edit(expected)] })] }));
    expect([await write(0), await write(7)]).toEqual(['lost-race', 'lost-race']);
    expect(await write(1)).toBe('done');
    expect((await store.log.texts(incident, ['word'])).word?.body).toBe('edited');
  });
});
