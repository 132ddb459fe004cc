import { beforeEach, describe, expect, test } from 'vitest';
import { clock, implementations, type Store } from './stores.ts';
import { append, event, head } from './writes.ts';

describe.each(implementations)('A list in $name', ({ open }) => {
  let store: Store;
  beforeEach(async () => {
    store = await open(clock());
  });

  const listed = (number: number, list = 'open', expected = 0) => {
    const id = `INC-${number}` as const;
    const at = `2026-03-10T14:${String(number).padStart(2, '0')}:00.000Z`;
    const state = { number, filling: 'x'.repeat(30_000) };
    return append({
      heads: [head(id, expected, { state, words: { title: `🔥 ${number}` }, listed: { list, at }, events: [event(id, expected + 1)] })],
    });
  };
  const numbers = (heads: { id: string }[]) => heads.map(({ id }) => Number(id.slice(4)));

  test('comes newest first, a page at a time, and says when it ends', async () => {
    for (let number = 1; number <= 50; number++) await store.records.append(listed(number));
    await store.records.append(listed(51, 'closed'));
    const all: number[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const page = await store.lists.page('open', 25, cursor);
      all.push(...numbers(page.heads));
      cursor = page.next;
      pages++;
    } while (cursor);
    expect(all).toEqual(Array.from({ length: 50 }, (_, index) => 50 - index));
    expect(pages).toBe(2);
    // One page of such heads is more than the megabyte one query answers.
    expect((await store.lists.page('open', 50)).heads).toHaveLength(50);
  });
  test('shows state and words', async () => {
    await store.records.append(listed(1));
    const { heads, next } = await store.lists.page('open', 10);
    expect(heads).toMatchObject([{ id: 'INC-1', state: { number: 1 }, words: { title: '🔥 1' } }]);
    expect(next).toBeUndefined();
  });
  test('lets go of what is no longer in it', async () => {
    await store.records.append(listed(1));
    await store.records.append(listed(2));
    await store.records.append(listed(1, 'closed', 1));
    await store.records.append(append({ heads: [head('INC-2', 1)] }));
    expect((await store.lists.page('open', 10)).heads).toEqual([]);
    expect(numbers((await store.lists.page('closed', 10)).heads)).toEqual([1]);
  });
  test('tells whose time has come, the oldest first, and of nothing else', async () => {
    for (const number of [3, 1, 2, 40]) await store.records.append(listed(number, 'due'));
    await store.records.append(listed(4));
    const ids = (numbers: number[]) => numbers.map((number) => `INC-${number}`);
    expect(await store.lists.due('due', '2026-03-10T14:03:00.000Z', 10)).toEqual(ids([1, 2, 3]));
    expect(await store.lists.due('due', '2026-03-10T14:03:00.000Z', 2)).toEqual(ids([1, 2]));
    expect(await store.lists.due('due', '2026-03-10T14:00:00.000Z', 10)).toEqual([]);
  });
  test('begins again at a cursor that is none of its own', async () => {
    for (let number = 1; number <= 3; number++) await store.records.append(listed(number));
    for (let number = 4; number <= 6; number++) await store.records.append(listed(number, 'closed'));
    const { next } = await store.lists.page('closed', 1);
    const garbled = [next, 'garbled', '', '🔥', Buffer.from('{"pk":1}').toString('base64url'), Buffer.from('null').toString('base64url')];
    for (const cursor of garbled) expect(numbers((await store.lists.page('open', 2, cursor)).heads)).toEqual([3, 2]);
  });
});
