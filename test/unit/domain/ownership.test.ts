import { describe, expect, test } from 'vitest';
import { type Assertion, history, ownerAt } from '#domain/service/ownership';
import { longAgo, owned, plus } from '#test/builders';
import { fc } from '#test/properties';

const transfer = '2026-03-30T09:00:00.000Z';
const bedroom = [owned(1, 'team-bedroom', longAgo), owned(2, 'home-mpt', transfer)];
const owner = (assertions: Assertion[], at: string, believedAt?: string) => ownerAt(assertions, at, believedAt)?.owner;

describe('Who owns a service', () => {
  test('nobody before the first assertion', () => {
    expect(owner(bedroom, '2024-12-31T23:59:59.999Z')).toBeUndefined();
    expect(owner([], transfer)).toBeUndefined();
  });

  test('changes at the very instant of the transfer, without gap or overlap', () => {
    expect(owner(bedroom, '2026-03-30T08:59:59.999Z')).toBe('team-bedroom');
    expect(owner(bedroom, transfer)).toBe('home-mpt');
    expect(owner(bedroom, '2030-01-01T00:00:00.000Z')).toBe('home-mpt');
  });

  test('a correction replaces what it supersedes, and only from when it was recorded', () => {
    const corrected = [
      ...bedroom,
      owned(3, 'home-mpt', '2026-04-02T09:00:00.000Z', { supersedes: 2, recordedAt: '2026-04-05T12:00:00.000Z' }),
    ];
    const between = '2026-04-01T00:00:00.000Z';
    expect(owner(corrected, between)).toBe('team-bedroom');
    expect(owner(corrected, between, '2026-04-05T11:59:59.999Z')).toBe('home-mpt');
    expect(owner(corrected, between, '2026-04-05T12:00:00.000Z')).toBe('team-bedroom');
  });

  test('a correction of a correction does not bring the first one back', () => {
    const twice = [...bedroom, owned(3, 'a', transfer, { supersedes: 2 }), owned(4, 'b', plus(transfer, 60), { supersedes: 3 })];
    expect(owner(twice, transfer)).toBe('team-bedroom');
    expect(owner(twice, plus(transfer, 60))).toBe('b');
  });

  test('of two from the same instant on the later word counts', () => {
    const two = [...bedroom, owned(3, 'sleep', transfer)];
    expect(owner(two, transfer)).toBe('sleep');
    expect(history(two, transfer).map(({ version }) => version)).toEqual([1, 3]);
  });

  test('what is planned for later is known and not yet so', () => {
    const planned = [owned(1, 'team-bedroom', longAgo), owned(2, 'home-mpt', transfer, { recordedAt: '2026-03-16T10:00:00.000Z' })];
    expect(owner(planned, '2026-03-25T00:00:00.000Z', '2026-03-25T00:00:00.000Z')).toBe('team-bedroom');
    expect(owner(planned, transfer, '2026-03-25T00:00:00.000Z')).toBe('home-mpt');
    expect(owner(planned, transfer, '2026-03-16T09:59:59.999Z')).toBe('team-bedroom');
  });
});

const hour = (n: number) => plus('2026-03-01T00:00:00.000Z', n * 60);
/** Any log of assertions: any order of effect, any corrections of earlier ones, recorded one after the other. */
const assertions = fc
  .array(fc.record({ team: fc.constantFrom('a', 'b', 'c'), from: fc.nat(30), wait: fc.nat(10), correct: fc.option(fc.nat(20)) }), {
    maxLength: 12,
  })
  .map((all) => {
    let recorded = 0;
    return all.map(({ team, from, wait, correct }, index) => {
      recorded += wait;
      const supersedes = correct !== null && index > 0 ? { supersedes: (correct % index) + 1 } : {};
      return owned(index + 1, team, hour(from), { recordedAt: hour(recorded), ...supersedes });
    });
  });
const instants = Array.from({ length: 32 }, (_, n) => hour(n - 1));

/** As naive as it can be: of all that is believed and in effect, the one that took effect last, and of those the one said last. */
function naively(all: Assertion[], at: string, believedAt: string): number | undefined {
  let best: Assertion | undefined;
  for (const one of all) {
    const believed =
      one.recordedAt <= believedAt && !all.some((other) => other.recordedAt <= believedAt && other.supersedes === one.version);
    if (!believed || one.effectiveFrom > at) continue;
    if (
      best === undefined ||
      one.effectiveFrom > best.effectiveFrom ||
      (one.effectiveFrom === best.effectiveFrom && one.version > best.version)
    )
      best = one;
  }
  return best?.version;
}

describe('The history of ownership, for any log of assertions', () => {
  test('agrees with a naive reading at every instant, as believed at every other', () => {
    fc.assert(
      fc.property(assertions, fc.constantFrom(...instants, hour(200)), (all, believedAt) => {
        for (const at of instants) expect(ownerAt(all, at, believedAt)?.version).toBe(naively(all, at, believedAt));
      }),
      { numRuns: 300 },
    );
  });

  test('has exactly one owner at each instant after the first, and none before', () => {
    fc.assert(
      fc.property(assertions, fc.constantFrom(...instants, hour(200)), (all, believedAt) => {
        const told = history(all, believedAt);
        const starts = told.map(({ effectiveFrom }) => effectiveFrom);
        expect(starts).toEqual([...new Set(starts)].sort());
        for (const at of instants) {
          const owners = told.filter(({ effectiveFrom }, index) => effectiveFrom <= at && at < (told[index + 1]?.effectiveFrom ?? '9999'));
          expect(owners).toHaveLength(starts[0] !== undefined && at >= starts[0] ? 1 : 0);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('does not depend on the order in which the assertions are read', () => {
    fc.assert(
      fc.property(assertions, (all) => {
        expect(history(all.toReversed(), hour(200))).toEqual(history(all, hour(200)));
      }),
    );
  });

  test('what was believed at a time is never changed by what is recorded later', () => {
    fc.assert(
      fc.property(assertions, fc.constantFrom(...instants), (all, believedAt) => {
        const known = all.filter(({ recordedAt }) => recordedAt <= believedAt);
        expect(history(all, believedAt)).toEqual(history(known, believedAt));
      }),
    );
  });
});
