import { describe, expect, test } from 'vitest';
import { readTime } from '#domain/time/said-time';

const tuesday = '2026-03-10T14:05:00.000Z';
const london = { now: tuesday, zone: 'Europe/London' };
const auckland = { now: tuesday, zone: 'Pacific/Auckland' };

describe('A time as people type it', () => {
  test.each([
    ['13:51', '2026-03-10T13:51:00.000Z'],
    ['20 min ago', '2026-03-10T13:45:00.000Z'],
    ['150 minutes ago', '2026-03-10T11:35:00.000Z'],
    ['2 hours ago', '2026-03-10T12:05:00.000Z'],
    ['yesterday 23:30', '2026-03-09T23:30:00.000Z'],
    ['2026-03-09 08:15', '2026-03-09T08:15:00.000Z'],
    ['2026-03-10T13:51:00Z', '2026-03-10T13:51:00.000Z'],
    ['2026-03-10T14:51:00+01:00', '2026-03-10T13:51:00.000Z'],
    ['now', '2026-03-10T14:05:00.000Z'],
    ['1:51pm', '2026-03-10T13:51:00.000Z'],
    ['9 March 17:00', '2026-03-09T17:00:00.000Z'],
  ])('%s', (said, at) => {
    expect(readTime(said, london)).toBe(at);
  });

  test('is meant in the zone of whoever says it', () => {
    expect(readTime('02:51', auckland)).toBe('2026-03-10T13:51:00.000Z');
    expect(readTime('yesterday 23:30', auckland)).toBe('2026-03-10T10:30:00.000Z');
    expect(readTime('20 min ago', auckland)).toBe('2026-03-10T13:45:00.000Z');
  });

  test('of a day that is still to come was yesterday', () => {
    expect(readTime('23:50', { now: '2026-03-10T00:10:00.000Z', zone: 'Europe/London' })).toBe('2026-03-09T23:50:00.000Z');
    expect(readTime('14:06', london)).toBe('2026-03-09T14:06:00.000Z');
  });

  test('before a change of clocks is of the time before it', () => {
    const sunday = { now: '2026-03-29T09:00:00.000Z', zone: 'Europe/London' };
    expect(readTime('00:30', sunday)).toBe('2026-03-29T00:30:00.000Z');
    expect(readTime('02:30', sunday)).toBe('2026-03-29T01:30:00.000Z');
    expect(readTime('01:30', sunday)).toBe('2026-03-29T01:30:00.000Z');
    expect(readTime('yesterday 23:30', sunday)).toBe('2026-03-28T23:30:00.000Z');
    const october = { now: '2026-10-25T09:00:00.000Z', zone: 'Europe/London' };
    expect(readTime('01:30', october)).toBe('2026-10-25T00:30:00.000Z');
  });

  test.each(['', 'soon', 'checkout', '13:51 and 14:02', '13:51 to 14:02', 'restarted the queue at 14:05', '25:99'])(
    '%j is none',
    (said) => {
      expect(readTime(said, london)).toBeUndefined();
    },
  );
});
