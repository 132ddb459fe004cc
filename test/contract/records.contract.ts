import { beforeEach, describe, expect, test } from 'vitest';
import { claimKey, headKey, latestKey, nameKey, ownershipKey, personId, serviceId, textKey } from '#domain/keys';
import { writerRef } from '#domain/records';
import { clock, implementations, type Store, startOfTime } from './stores.ts';
import { all, any, append, event, head, stateOf } from './writes.ts';

const incident = 'INC-311' as const;
const put = (value: string, expected = 0, name = 'checkout') => ({ key: nameKey(name), value, expected });
const claim = (delivery: string, answer = 'first') => ({ delivery, id: incident, answer });

describe.each(implementations)('Records in $name', ({ open }) => {
  const time = clock();
  let records: Store['records'];
  let log: Store['log'];
  beforeEach(async () => {
    time.set(startOfTime);
    ({ records, log } = await open(time));
  });

  test('what is not there has version 0 and reads as its initial value', async () => {
    const [found, many] = await records.load([
      { key: headKey(incident), read: (stored) => stored ?? 'initial' },
      all(ownershipKey('checkout', 1)),
    ]);
    expect(found).toEqual({ value: 'initial', version: 0, words: {} });
    expect(many).toEqual({ value: [], version: 0, words: {} });
  });

  test('a head comes back with its state, its version and its words', async () => {
    expect(
      await records.append(append({ heads: [head(incident, 0, { state: { phase: 'declared' }, words: { title: 'Cards fail' } })] })),
    ).toBe('done');
    expect(await stateOf(records, incident)).toEqual({ value: { phase: 'declared' }, version: 1, words: { title: 'Cards fail' } });
  });

  test('n events move a head from v to v + n', async () => {
    await records.append(append({ heads: [head(incident, 0, { events: [event(incident, 1), event(incident, 2), event(incident, 3)] })] }));
    expect((await stateOf(records, incident))?.version).toBe(3);
    expect(await records.append(append({ heads: [head(incident, 3)] }))).toBe('done');
    expect((await log.events(incident, 0)).map(({ version }) => version)).toEqual([1, 2, 3, 4]);
  });

  test('who expects nothing where there is something has lost the race', async () => {
    await records.append(append({ heads: [head(incident, 0)] }));
    expect(await records.append(append({ heads: [head(incident, 0)] }))).toBe('lost-race');
    expect(await records.append(append({ heads: [head('INC-312', 3)] }))).toBe('lost-race');
  });

  test('of twenty writers in every round exactly one wins', async () => {
    for (let round = 0; round < 5; round++) {
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, async (_, writer) => {
          for (;;) {
            const outcome = await records.append(append({ heads: [head(incident, round, { state: { writer } })] }));
            if (outcome !== 'busy') return outcome;
            await records.pause(1);
          }
        }),
      );
      expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'lost-race')).toHaveLength(19);
      expect((await stateOf(records, incident))?.value).toEqual({ writer: outcomes.indexOf('done') });
    }
  });

  test('a refused transaction leaves nothing behind', async () => {
    await records.append(append({ puts: [put('payments')] }));
    const texts = [{ id: 'x1', by: 'U1', body: 'Cards fail' }];
    expect(await records.append(append({ heads: [head(incident, 0, { texts })], puts: [put('other', 7)], claims: [claim('d1')] }))).toBe(
      'lost-race',
    );
    expect((await stateOf(records, incident))?.version).toBe(0);
    expect(await log.events(incident, 0)).toEqual([]);
    expect(await log.texts(incident, ['x1'])).toEqual({});
    expect((await records.load([any(claimKey('d1'))]))[0]?.version).toBe(0);
  });

  test('an item beside the heads counts its own versions', async () => {
    await records.append(append({ puts: [put('payments')] }));
    expect(await records.append(append({ puts: [put('orders', 1)] }))).toBe('done');
    expect((await records.load([any(nameKey('checkout'))]))[0]).toMatchObject({ value: 'orders', version: 2 });
    expect(await records.append(append({ puts: [put('late', 1)] }))).toBe('lost-race');
  });

  test('a hold on something that moved, or that came into being, loses the race', async () => {
    await records.append(append({ puts: [put('payments')] }));
    const holding = (expected: number, name = 'checkout') =>
      append({ heads: [head(incident, 0)], holds: [{ key: nameKey(name), expected }] });
    expect(await records.append(holding(0))).toBe('lost-race');
    expect(await records.append(holding(2))).toBe('lost-race');
    expect(await records.append(holding(1, 'nobody'))).toBe('lost-race');
    expect(await records.append(holding(1))).toBe('done');
  });

  test('a hold on nothing holds as long as nothing is there', async () => {
    expect(await records.append(append({ heads: [head(incident, 0)], holds: [{ key: nameKey('free'), expected: 0 }] }))).toBe('done');
  });

  test('a hold on what is written anyway, or named twice, is one condition', async () => {
    await records.append(append({ puts: [put('payments')] }));
    const key = nameKey('checkout');
    const twice = [
      { key: personId('U1') && headKey(personId('U1')), expected: 0 },
      { key: headKey(personId('U1')), expected: 0 },
    ];
    expect(await records.append(append({ puts: [put('orders', 1)], holds: [{ key, expected: 1 }, ...twice] }))).toBe('done');
  });

  test('a head without events is only held to its version', async () => {
    await records.append(append({ heads: [head(incident, 0)] }));
    const still = head(incident, 1, { events: [], state: 'ignored' });
    expect(await records.append(append({ heads: [still], puts: [put('payments')] }))).toBe('done');
    expect(await stateOf(records, incident)).toMatchObject({ value: { after: 1 }, version: 1 });
    expect(await records.append(append({ heads: [{ ...still, expected: 2 }], puts: [put('x', 1)] }))).toBe('lost-race');
  });

  test('a delivery is taken once and keeps its answer', async () => {
    expect(await records.append(append({ heads: [head(incident, 0)], claims: [claim('d1')] }))).toBe('done');
    expect(await records.append(append({ heads: [head(incident, 1)], claims: [claim('d1', 'second')] }))).toBe('claimed');
    expect((await records.load([any(claimKey('d1'))]))[0]?.value).toEqual({ id: incident, answer: 'first' });
  });

  test('a claim is told from a lost race even when both are so', async () => {
    await records.append(append({ heads: [head(incident, 0)], puts: [put('payments')], claims: [claim('d1')] }));
    const late = append({
      heads: [head(incident, 0)],
      puts: [put('x')],
      holds: [{ key: latestKey('a'), expected: 4 }],
      claims: [claim('d2'), claim('d1')],
    });
    expect(await records.append(late)).toBe('claimed');
  });

  test('a claim is over after seven days', async () => {
    await records.append(append({ puts: [put('a')], claims: [claim('d1')] }));
    time.set('2026-03-17T13:59:59.000Z');
    expect(await records.append(append({ puts: [put('b', 1)], claims: [claim('d1')] }))).toBe('claimed');
    time.set('2026-03-17T14:00:00.000Z');
    expect((await records.load([any(claimKey('d1'))]))[0]).toEqual({ value: undefined, version: 0, words: {} });
    expect(await records.append(append({ puts: [put('b', 1)], claims: [claim('d1', 'again')] }))).toBe('done');
    expect((await records.load([any(claimKey('d1'))]))[0]?.value).toEqual({ id: incident, answer: 'again' });
  });

  test('a counter never gives a number twice, and a number not used leaves a gap', async () => {
    const numbers = await Promise.all(Array.from({ length: 20 }, () => records.next('incident')));
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(await records.next('incident')).toBe(21);
    expect(await records.next('transfer')).toBe(1);
  });

  test('every item of a partition whose key begins alike comes in order', async () => {
    const own = (version: number) => ({ key: ownershipKey('checkout', version), value: { owner: `team-${version}` }, expected: 0 });
    await records.append(
      append({ heads: [head(serviceId('checkout'), 0)], puts: [own(10), own(2), own(1), { ...put('x'), key: latestKey('checkout') }] }),
    );
    const { pk } = ownershipKey('checkout', 1);
    const [owners] = await records.load([all({ pk, sk: 'OWN#' })]);
    expect(owners?.value).toEqual([{ owner: 'team-1' }, { owner: 'team-2' }, { owner: 'team-10' }]);
  });

  test('more than a hundred keys, some twice and some missing, come in the order they were asked for', async () => {
    const names = Array.from({ length: 130 }, (_, index) => `name-${index}`);
    for (let from = 0; from < 130; from += 50)
      await records.append(append({ puts: names.slice(from, from + 50).map((name) => put(name, 0, name)) }));
    const wanted = [...names.toReversed(), 'nobody', 'name-7'];
    const found = await records.load(wanted.map((name) => any(nameKey(name))));
    expect(found.map(({ value }) => value)).toEqual([...names.toReversed(), undefined, 'name-7']);
  });

  test('empty strings, emoji, nulls and absent fields survive', async () => {
    const state = { empty: '', none: null, list: [], deep: { emoji: '🔥 é' }, gone: undefined, n: 0.1, yes: true };
    await records.append(
      append({
        heads: [
          head(incident, 0, {
            state,
            words: { t: '' },
            texts: [
              { id: 't', by: 'U1', body: '' },
              { id: 'é🔥', by: 'U2', body: '🔥'.repeat(500) },
            ],
          }),
        ],
      }),
    );
    const { gone: _, ...kept } = state;
    expect(await stateOf(records, incident)).toEqual({ value: kept, version: 1, words: { t: '' } });
    expect(await records.load(['t', 'no'].map((text) => writerRef(textKey(incident, text))))).toMatchObject([
      { value: 'U1' },
      { value: undefined, version: 0 },
    ]);
    expect(await log.texts(incident, ['t', 'é🔥', 'no'])).toEqual({
      t: { by: 'U1', body: '' },
      'é🔥': { by: 'U2', body: '🔥'.repeat(500) },
    });
  });

  test('a head may have nearly 32 KB and no more', async () => {
    const large = (length: number) => append({ heads: [head(incident, 0, { state: { filling: 'x'.repeat(length) } })] });
    await expect(records.append(large(33_000))).rejects.toThrow(/INC-311: a head may have 32768 bytes/);
    expect(await records.append(large(32_600))).toBe('done');
  });

  test('sixty actions are one transaction, sixty-one an error', async () => {
    const puts = Array.from({ length: 61 }, (_, index) => put('x', 0, `name-${index}`));
    await expect(records.append(append({ puts }))).rejects.toThrow(/at most 60 actions, this one has 61/);
    expect(await records.append(append({ puts: puts.slice(1) }))).toBe('done');
  });
});
