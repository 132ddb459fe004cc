import { beforeEach, describe, expect, test } from 'vitest';
import type { ServiceEntry } from '#domain/ports';
import { clock, implementations, type Store } from './stores.ts';

describe.each(implementations)('The directory in $name', ({ open }) => {
  let store: Store;
  beforeEach(async () => {
    store = await open(clock());
  });

  const entry = (slug: string, name = slug): ServiceEntry => ({
    slug,
    name,
    aliases: ['cart'],
    journeys: [],
    alertKeys: [],
    urls: [`https://${slug}.example`],
  });

  test('is empty, then has what was put, once each', async () => {
    expect(await store.directory.services()).toEqual([]);
    await Promise.all(['search', 'checkout', 'a.b-c_d', 'größe'].map((slug) => store.directory.put(entry(slug))));
    await store.directory.put(entry('checkout', 'Checkout'));
    expect(await store.directory.services()).toEqual([entry('a.b-c_d'), entry('checkout', 'Checkout'), entry('größe'), entry('search')]);
  });
});
