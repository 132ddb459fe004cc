import { expect, test } from 'vitest';
import { memoryStore } from '#adapters/memory/store';
import { reconcile, type Workshop } from '#domain/reconcile';

const now = () => '2026-03-10T14:00:00.000Z';

/** A lane that has caught up with version 3; answers how often it was looked at what ought to be so. */
async function lookedAt(asked?: number): Promise<number> {
  const store = memoryStore({ now });
  const outbox = { ...store.outbox, reconciledUpTo: async () => 3, reconciled: async () => undefined };
  const workshop = { ...store, outbox, now, fingerprint: () => '' } as unknown as Workshop;
  let looked = 0;
  const derive = async () => {
    looked += 1;
    return { version: 4, effects: [] };
  };
  await reconcile(workshop, 'INC-1', 'main', { derive, record: async () => false }, asked);
  return looked;
}

test('an event that the lane has followed already asks for nothing', async () => {
  expect([await lookedAt(2), await lookedAt(3)]).toEqual([0, 0]);
});

test('a newer event is followed, and so is whoever asks for no version', async () => {
  expect([await lookedAt(4), await lookedAt()]).toEqual([1, 1]);
});
