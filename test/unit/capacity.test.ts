import { describe, expect, test } from 'vitest';
import { rateSaid, wanted } from '../../scripts/capacity/filling.ts';

describe('npm run capacity', () => {
  test.each([
    [undefined, 100_000],
    ['1000000', 1_000_000],
    ['1,000,000', 1_000_000],
    ['20_000', 20_000],
  ])('fills with as many incidents as one says: %s', (given, many) => {
    expect(wanted(given)).toBe(many);
  });

  test.each(['lots', '', '12.5', '10', '1000001', '-5'])('asks again when that is no number that it can fill with: %s', (given) => {
    expect(() => wanted(given)).toThrow(/^How many incidents\? A whole number from 100 to 1,000,000/);
  });

  test('says what was run, and how long the million of the budget takes at the rate that was measured', () => {
    expect(rateSaid(100_000, 260_000, 10_000)).toBe(
      'Filled with 100,000 incidents in 260 s, 400 a second. The 1,000,000 that the budget names were not run; ' +
        'at this rate they take about 42 minutes: npm run capacity -- 1000000',
    );
    expect(rateSaid(1_000_000, 2_510_000, 10_000)).toContain('400 a second. That is as many as the budget names.');
  });
});
