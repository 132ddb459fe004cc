import { beforeEach, describe, expect, test } from 'vitest';
import { clock, implementations, type Store } from './stores.ts';

const incident = 'INC-311' as const;

describe.each(implementations)('Facts in $name', ({ open }) => {
  let store: Store;
  beforeEach(async () => {
    store = await open(clock());
  });

  test('are replaced by those of a higher version only', async () => {
    expect(await store.facts.read(incident)).toBeUndefined();
    for (const version of [2, 1, 2, 4, 3]) await store.facts.keep(incident, version, { version, title: '🔥' });
    expect(await store.facts.read(incident)).toEqual({ version: 4, facts: { version: 4, title: '🔥' } });
  });
});
