import { beforeAll, describe, expect, test } from 'vitest';
import { memoryStore } from '#adapters/memory/store';
import type { Records } from '#domain/records';
import { declare } from '#features/declare-incident/declare';
import { tom, tuesday } from '#test/builders';
import { countedCalls } from './counted-calls.ts';

describe('before Slack has its answer', () => {
  let counted: Awaited<ReturnType<typeof countedCalls>>;
  beforeAll(async () => {
    counted = await countedCalls();
  });

  test('the form costs one call of Slack and nothing else', () => {
    expect(counted.modal).toEqual(['slack:views.open']);
  });

  test('a declaration costs one round of reads, with its number taken beside them, and one transaction', () => {
    expect(counted.declared.slice(0, 2).sort()).toEqual(['dynamodb:BatchGetItem', 'dynamodb:UpdateItem']);
    expect(counted.declared.slice(2)).toEqual(['dynamodb:TransactWriteItems']);
  });

  test('nobody ever asks Slack who we are', () => {
    expect(counted.authTests).toBe(0);
  });

  test('from the record to the team in its channel it is two calls of Slack in a row', () => {
    expect(counted.peopleIn.length).toBeGreaterThan(2);
    expect(counted.serial).toBe(2);
  });
});

test('the number of a declaration is taken while its facts are read, neither waiting for the other', async () => {
  const now = () => tuesday;
  const { records, ...others } = memoryStore({ now });
  const begun = { load: Promise.withResolvers<void>(), next: Promise.withResolvers<void>() };
  const both = () => Promise.all([begun.load.promise, begun.next.promise]);
  const meeting: Records = {
    ...records,
    load: async (refs) => {
      begun.load.resolve();
      await both();
      return records.load(refs);
    },
    next: async (counter) => {
      begun.next.resolve();
      await both();
      return records.next(counter);
    },
  };
  const desk = { ...others, records: meeting, now, newId: () => crypto.randomUUID() };
  const wanted = { by: tom, reportedBy: tom, service: '?', title: 'Who waits', severity: 'sev2', private: false, drill: false } as const;
  expect(await declare(desk, wanted, 'delivery')).toMatchObject({ kind: 'declared', id: 'INC-1' });
}, 10_000);
