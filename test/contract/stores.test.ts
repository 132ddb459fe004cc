import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { ServiceEntry } from '#domain/ports';
import { clock, implementations, type Store, startOfTime, stopEngines } from './stores.ts';
import { append, event, head } from './writes.ts';

afterAll(stopEngines);
const incident = 'INC-311' as const;

describe.each(implementations)('Ledger, lists, directory and facts in $name', ({ open }) => {
  const time = clock();
  let store: Store;
  beforeEach(async () => {
    time.set(startOfTime);
    store = await open(time);
  });

  describe('the ledger', () => {
    const entry = (effect: string, fingerprint = 'f1') => ({ effect, intendedAt: startOfTime, fingerprint });
    const outcome = { kind: 'message', channel: 'C1', ts: '1.2' } as const;

    test('knows what was intended, and what came of it', async () => {
      await store.ledger.intend(incident, [entry('card'), entry('é🔥/topic')]);
      await store.ledger.done(incident, { ...entry('card'), outcome });
      expect(await store.ledger.entries(incident, ['card', 'é🔥/topic', 'no'])).toEqual({ card: { ...entry('card'), outcome }, 'é🔥/topic': entry('é🔥/topic') });
      expect(await store.ledger.entries('INC-312', ['card'])).toEqual({});
      expect(await store.ledger.entries(incident, [])).toEqual({});
    });
    test('can be told the same twice', async () => {
      for (let times = 0; times < 2; times++) await store.ledger.intend(incident, [entry('card')]);
      for (let times = 0; times < 2; times++) await store.ledger.done(incident, { ...entry('card'), outcome });
      expect((await store.ledger.entries(incident, ['card'])).card?.outcome).toEqual(outcome);
    });
    test('does not forget what another run has done meanwhile', async () => {
      await store.ledger.done(incident, { ...entry('card'), outcome });
      await expect(store.ledger.intend(incident, [entry('card'), entry('topic')])).rejects.toMatchObject({ name: 'ComeBackLater' });
      expect((await store.ledger.entries(incident, ['card'])).card?.outcome).toEqual(outcome);
    });
    test('takes a new intent when something else ought to stand there', async () => {
      await store.ledger.done(incident, { ...entry('card'), outcome });
      await store.ledger.intend(incident, [{ ...entry('card', 'f2'), outcome }]);
      expect((await store.ledger.entries(incident, ['card'])).card).toEqual({ ...entry('card', 'f2'), outcome });
      await store.ledger.intend(incident, [entry('card', 'f3')]);
      expect((await store.ledger.entries(incident, ['card'])).card).toEqual(entry('card', 'f3'));
    });
    test('has room for more than a hundred lines', async () => {
      const effects = Array.from({ length: 120 }, (_, index) => `effect-${index}`);
      await store.ledger.intend(incident, effects.map((effect) => entry(effect)));
      expect(Object.keys(await store.ledger.entries(incident, effects)).sort()).toEqual(effects.sort());
    });
  });

  describe('a list', () => {
    const listed = (number: number, list = 'open', expected = 0) => {
      const id = `INC-${number}` as const;
      const at = `2026-03-10T14:${String(number).padStart(2, '0')}:00.000Z`;
      const state = { number, filling: 'x'.repeat(30_000) };
      return append({ heads: [head(id, expected, { state, words: { title: `🔥 ${number}` }, listed: { list, at }, events: [event(id, expected + 1)] })] });
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
    test('begins again at a cursor that is none of its own', async () => {
      for (let number = 1; number <= 3; number++) await store.records.append(listed(number));
      for (let number = 4; number <= 6; number++) await store.records.append(listed(number, 'closed'));
      const { next } = await store.lists.page('closed', 1);
      const garbled = [next, 'garbled', '', '🔥', Buffer.from('{"pk":1}').toString('base64url'), Buffer.from('null').toString('base64url')];
      for (const cursor of garbled) expect(numbers((await store.lists.page('open', 2, cursor)).heads)).toEqual([3, 2]);
    });
  });

  describe('the directory', () => {
    const entry = (slug: string, name = slug): ServiceEntry => ({ slug, name, aliases: ['cart'], journeys: [], alertKeys: [], urls: [`https://${slug}.example`] });

    test('is empty, then has what was put, once each', async () => {
      expect(await store.directory.services()).toEqual([]);
      await Promise.all(['search', 'checkout', 'a.b-c_d', 'größe'].map((slug) => store.directory.put(entry(slug))));
      await store.directory.put(entry('checkout', 'Checkout'));
      expect(await store.directory.services()).toEqual([entry('a.b-c_d'), entry('checkout', 'Checkout'), entry('größe'), entry('search')]);
    });
  });

  describe('facts', () => {
    test('are replaced by those of a higher version only', async () => {
      expect(await store.facts.read(incident)).toBeUndefined();
      for (const version of [2, 1, 2, 4, 3]) await store.facts.keep(incident, version, { version, title: '🔥' });
      expect(await store.facts.read(incident)).toEqual({ version: 4, facts: { version: 4, title: '🔥' } });
    });
  });
});
