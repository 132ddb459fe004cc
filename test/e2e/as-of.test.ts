import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ownershipKey } from '#domain/keys';
import type { Put, Ref } from '#domain/records';
import { type Assertion, assertionsRef, ownerAt } from '#domain/service/ownership';
import { owned } from '#test/builders';
import { type CountedTable, openCountedTable } from '#test/constant-cost/table';

const begins = Date.parse('2021-03-10T00:00:00.000Z');
const fiveYearsMs = 5 * 365 * 24 * 3_600_000;
const day = (n: number, of: number) => new Date(begins + (n * fiveYearsMs) / of).toISOString();

/** Every so often it moves to another of sixty teams, and some of that is corrected later. */
const wordsOn = (service: number, many: number): Assertion[] =>
  Array.from({ length: many }, (_, n) =>
    owned(n + 1, `team-${(service + n) % 60}`, day(n, many), {
      recordedAt: day(n + 0.5, many),
      ...(n % 5 === 4 && { supersedes: n }),
    }),
  );

async function fill({ store }: CountedTable, services: number, words: number): Promise<void> {
  const { records } = store();
  const puts: Put[] = Array.from({ length: services }, (_, service) =>
    wordsOn(service, words).map((value) => ({ key: ownershipKey(`svc-${service}`, value.version), value, expected: 0 })),
  ).flat();
  const chunks = Array.from({ length: Math.ceil(puts.length / 60) }, (_, n) => puts.slice(n * 60, (n + 1) * 60));
  const next = chunks.values();
  const work = async () => {
    for (const some of next)
      if ((await records.append({ heads: [], puts: some, holds: [], claims: [] })) !== 'done') throw new Error('not filled');
  };
  await Promise.all(Array.from({ length: 8 }, work));
}

/** What it takes to say who owned a service at a time, as believed at another. */
async function asked({ store, spentOn }: CountedTable, service: string, at: string, believedAt?: string) {
  let owner: string | undefined;
  const spent = await spentOn(async () => {
    const [found] = await store().records.load([assertionsRef(service)] as Ref<unknown>[]);
    owner = ownerAt((found?.value as Assertion[]) ?? [], at, believedAt)?.owner;
  });
  return { owner, spent };
}

describe('Who owned a service at any time of five years', { timeout: 180_000 }, () => {
  let few: CountedTable;
  let harrow: CountedTable;
  let many: CountedTable;
  beforeAll(async () => {
    [few, harrow, many] = await Promise.all([openCountedTable(), openCountedTable(), openCountedTable()]);
    await fill(few, 10, 12);
    await fill(harrow, 600, 12);
    await fill(many, 10_000, 1);
    // The one that is asked about has the same history in each.
    for (const version of wordsOn(7, 12).slice(1)) {
      const puts = [{ key: ownershipKey('svc-7', version.version), value: version, expected: 0 }];
      await many.store().records.append({ heads: [], puts, holds: [], claims: [] });
    }
    const long = wordsOn(9, 200).map((value) => ({ key: ownershipKey('svc-long', value.version), value, expected: 0 }));
    for (let n = 0; n < long.length; n += 50)
      await harrow.store().records.append({ heads: [], puts: long.slice(n, n + 50), holds: [], claims: [] });
  }, 180_000);
  afterAll(() => Promise.all([few?.stop(), harrow?.stop(), many?.stop()]));

  test('is one query of the same capacity among 10, 600 and 10,000 services', async () => {
    const at = day(6, 12);
    const answers = await Promise.all([few, harrow, many].map((table) => asked(table, 'svc-7', at)));
    for (const { spent } of answers) expect(spent.requests).toEqual({ Query: 1 });
    expect(new Set(answers.map(({ spent }) => spent.units)).size).toBe(1);
    expect(answers[0]?.spent.units).toBeLessThanOrEqual(2);
  });

  test('is the same answer, for every month of them and as believed at every other', async () => {
    const words = wordsOn(7, 12);
    for (let month = 0; month <= 60; month += 7) {
      const [at, believedAt] = [day(month, 60), day(60 - month, 60)];
      const expected = ownerAt(words, at, believedAt)?.owner;
      expect((await asked(harrow, 'svc-7', at, believedAt)).owner).toBe(expected);
    }
  });

  test('is still one query where two hundred words were said on it', async () => {
    const { owner, spent } = await asked(harrow, 'svc-long', day(100, 200));
    expect(owner).toBe(ownerAt(wordsOn(9, 200), day(100, 200))?.owner);
    expect(spent.requests).toEqual({ Query: 1 });
    expect(spent.units).toBeLessThan(20);
  });
});
