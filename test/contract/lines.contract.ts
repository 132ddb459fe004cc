import { beforeEach, describe, expect, test } from 'vitest';
import { clock, implementations, type Store, startOfTime } from './stores.ts';

const plus = (seconds: number) => new Date(Date.parse(startOfTime) + seconds * 1000).toISOString();

describe.each(implementations)('A line in $name', ({ open }) => {
  let store: Store;
  beforeEach(async () => {
    store = await open(clock());
  });

  test('gives everyone a turn of their own, not before they may come', async () => {
    const turns = await Promise.all(Array.from({ length: 12 }, () => store.lines.turn('conversations.create', plus(30), 250)));
    expect(turns.toSorted()).toEqual(Array.from({ length: 12 }, (_, n) => plus(30 + n / 4)));
    expect(await store.lines.turn('conversations.create', plus(5), 1000)).toBe(plus(33.75));
    expect(await store.lines.turn('conversations.create', plus(60), 1000)).toBe(plus(60));
  });
  test('does not wait for another line', async () => {
    await store.lines.turn('chat.postMessage C1', plus(1), 1000);
    expect(await store.lines.turn('chat.postMessage C2', plus(1), 1000)).toBe(plus(1));
  });
});
