import { beforeEach, describe, expect, test } from 'vitest';
import { clock, implementations, type Store } from './stores.ts';
import { append, event, head } from './writes.ts';

describe.each(implementations)('A board in $name', ({ open }) => {
  let store: Store;
  beforeEach(async () => {
    store = await open(clock());
  });

  const posted = (number: number, board: string | undefined, expected = 0) => {
    const id = `INC-${number}` as const;
    const at = `2026-03-10T14:${String(number % 60).padStart(2, '0')}:00.000Z`;
    const boarded = board === undefined ? undefined : { board, at, entry: { number, people: ['U1'] } };
    const state = { filling: 'x'.repeat(20_000) };
    return append({ heads: [head(id, expected, { boarded, state, events: [event(id, expected + 1)] })] });
  };

  test('is read whole, newest first, and holds the little that each shows of itself', async () => {
    for (let number = 1; number <= 59; number++) await store.records.append(posted(number, 'open'));
    await store.records.append(posted(60, 'elsewhere'));
    const all = await store.boards.read('open');
    expect(all.map(({ id }) => Number(id.slice(4)))).toEqual(Array.from({ length: 59 }, (_, index) => 59 - index));
    expect(all[0]?.entry).toEqual({ number: 59, people: ['U1'] });
  });

  test('is read a page at a time, however much has come or gone since', async () => {
    for (let number = 1; number <= 7; number++) await store.records.append(posted(number, 'open'));
    await store.records.append(posted(8, 'elsewhere'));
    const numbers = async (behind?: number) => {
      const at = `2026-03-10T14:0${behind}:00.000Z`;
      const { posts, more } = await store.boards.page('open', 3, behind === undefined ? undefined : { at, id: `INC-${behind}` });
      return [posts.map(({ id }) => Number(id.slice(4))), more];
    };
    expect(await numbers()).toEqual([[7, 6, 5], true]);
    expect(await numbers(5)).toEqual([[4, 3, 2], true]);
    await store.records.append(posted(5, undefined, 1));
    await store.records.append(posted(9, 'open'));
    expect(await numbers(5)).toEqual([[4, 3, 2], true]);
    expect(await numbers(4)).toEqual([[3, 2, 1], false]);
    expect(await numbers(1)).toEqual([[], false]);
  });

  test('lets go of what is not on it any more', async () => {
    await store.records.append(posted(1, 'open'));
    await store.records.append(posted(2, 'open'));
    await store.records.append(posted(1, undefined, 1));
    expect((await store.boards.read('open')).map(({ id }) => id)).toEqual(['INC-2']);
  });
});
