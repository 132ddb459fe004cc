import { beforeEach, describe, expect, test } from 'vitest';
import { clock, implementations, type Store, startOfTime } from './stores.ts';

const incident = 'INC-311' as const;

describe.each(implementations)('The ledger in $name', ({ open }) => {
  let store: Store;
  beforeEach(async () => {
    store = await open(clock());
  });

  const entry = (effect: string, fingerprint = 'f1') => ({ effect, intendedAt: startOfTime, fingerprint });
  const outcome = { kind: 'message', channel: 'C1', ts: '1.2' } as const;

  test('knows what was intended, and what came of it', async () => {
    await store.ledger.intend(incident, [entry('card'), entry('é🔥/topic')]);
    await store.ledger.done(incident, { ...entry('card'), outcome });
    expect(await store.ledger.entries(incident, ['card', 'é🔥/topic', 'no'])).toEqual({
      card: { ...entry('card'), outcome },
      'é🔥/topic': entry('é🔥/topic'),
    });
    expect(await store.ledger.entries('INC-312', ['card'])).toEqual({});
    expect(await store.ledger.entries(incident, [])).toEqual({});
  });
  test('can be told twice what is done', async () => {
    for (let times = 0; times < 2; times++) await store.ledger.done(incident, { ...entry('card'), outcome });
    expect((await store.ledger.entries(incident, ['card'])).card).toEqual({ ...entry('card'), outcome });
    await store.ledger.done(incident, { ...entry('card', 'f2'), outcome: { ...outcome, ts: '1.3' } });
    expect((await store.ledger.entries(incident, ['card'])).card).toEqual({ ...entry('card', 'f2'), outcome: { ...outcome, ts: '1.3' } });
  });
  test('takes an intent once: of two who have it at the same time one comes back, and sees it', async () => {
    const both = [1, 2].map((times) => store.ledger.intend(incident, [entry('card', `f${times}`), entry(`own-${times}`)]));
    const settled = await Promise.allSettled(both);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(settled.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { name: 'ComeBackLater' } });
    expect(Object.keys(await store.ledger.entries(incident, ['card', 'own-1', 'own-2'])).sort()).toEqual(['card', 'own-1', 'own-2']);
  });
  test('does not forget what another run has done meanwhile', async () => {
    await store.ledger.done(incident, { ...entry('card'), outcome });
    await expect(store.ledger.intend(incident, [entry('card', 'f2')])).rejects.toMatchObject({ name: 'ComeBackLater' });
    expect((await store.ledger.entries(incident, ['card'])).card?.outcome).toEqual(outcome);
  });
  test('has what was refused intended anew, and forgets the refusal', async () => {
    await store.ledger.done(incident, { ...entry('card'), outcome: { kind: 'refused', code: 'restricted_action' } });
    await store.ledger.intend(incident, [entry('card', 'f2')]);
    expect(await store.ledger.entries(incident, ['card'])).toEqual({ card: entry('card', 'f2') });
    await expect(store.ledger.intend(incident, [entry('card', 'f3')])).rejects.toMatchObject({ name: 'ComeBackLater' });
  });
  test('puts off what was turned away, and has it intended anew', async () => {
    const notBefore = '2026-03-10T14:01:00.000Z';
    await store.ledger.intend(incident, [entry('card')]);
    await store.ledger.putOff(incident, { ...entry('card'), notBefore });
    expect(await store.ledger.entries(incident, ['card'])).toEqual({ card: { ...entry('card'), notBefore } });
    await store.ledger.intend(incident, [entry('card', 'f2')]);
    expect(await store.ledger.entries(incident, ['card'])).toEqual({ card: entry('card', 'f2') });
    await expect(store.ledger.intend(incident, [entry('card', 'f3')])).rejects.toMatchObject({ name: 'ComeBackLater' });
  });
  test('keeps what stands there while its next form is put off', async () => {
    const notBefore = '2026-03-10T14:01:00.000Z';
    await store.ledger.done(incident, { ...entry('card'), outcome });
    await store.ledger.putOff(incident, { ...entry('card'), outcome, notBefore });
    expect((await store.ledger.entries(incident, ['card'])).card).toEqual({ ...entry('card'), outcome, notBefore });
    await store.ledger.done(incident, { ...entry('card', 'f2'), outcome });
    expect((await store.ledger.entries(incident, ['card'])).card).toEqual({ ...entry('card', 'f2'), outcome });
  });
  test('has room for more than a hundred lines', async () => {
    const effects = Array.from({ length: 120 }, (_, index) => `effect-${index}`);
    await store.ledger.intend(
      incident,
      effects.map((effect) => entry(effect)),
    );
    expect(Object.keys(await store.ledger.entries(incident, effects)).sort()).toEqual(effects.sort());
  });
});
