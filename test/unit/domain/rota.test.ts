import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { onCall, type Rota } from '#domain/team/rota';
import { atWork, type WorkingHours } from '#domain/team/working-hours';
import { aRota, asha, ben, chloe, crowd, plus, tuesday } from '#test/builders';
import { fc } from '#test/properties';

const london = 'Europe/London';
const superhero = (rota: Rota, zone: string, at: string) => onCall(rota, zone, at).superhero;

describe('The rota', () => {
  const rota = aRota([asha, ben, chloe]);

  test('gives each week to the next in turn, with the one after as Side-kick', () => {
    expect(onCall(rota, london, tuesday)).toEqual({ superhero: asha, sideKick: ben, uncoveredSince: null });
    expect(onCall(rota, london, plus(tuesday, 7 * 1440))).toEqual({ superhero: ben, sideKick: chloe, uncoveredSince: null });
    expect(onCall(rota, london, plus(tuesday, 14 * 1440))).toEqual({ superhero: chloe, sideKick: asha, uncoveredSince: null });
    expect(onCall(rota, london, plus(tuesday, 21 * 1440))).toMatchObject({ superhero: asha });
  });

  test('has nobody before it starts, and nobody where there is none', () => {
    const nobody = { superhero: null, sideKick: null, uncoveredSince: null };
    expect(onCall(rota, london, '2026-03-09T08:59:59.999Z')).toEqual(nobody);
    expect(superhero(rota, london, '2026-03-09T09:00:00.000Z')).toBe(asha);
    expect(onCall(null, london, tuesday)).toEqual(nobody);
    expect(onCall(aRota([]), london, tuesday)).toEqual(nobody);
  });

  test('one person alone is on call without a Side-kick', () => {
    expect(onCall(aRota([asha]), london, tuesday)).toEqual({ superhero: asha, sideKick: null, uncoveredSince: null });
  });

  test('someone who is away is not on call, and nobody steps in by magic', () => {
    const away = [{ person: asha, from: '2026-03-10T00:00:00.000Z', to: '2026-03-11T00:00:00.000Z' }];
    const withLeave = aRota([asha, ben, chloe], { away });
    expect(onCall(withLeave, london, tuesday)).toEqual({ superhero: null, sideKick: ben, uncoveredSince: null });
    expect(superhero(withLeave, london, '2026-03-09T23:59:59.999Z')).toBe(asha);
    expect(superhero(withLeave, london, '2026-03-11T00:00:00.000Z')).toBe(asha);
  });

  test('says since when nobody is there at all', () => {
    const from = '2026-03-10T06:00:00.000Z';
    const away = [asha, ben].map((person) => ({ person, from, to: plus(tuesday, 1440) }));
    expect(onCall(aRota([asha, ben], { away }), london, tuesday)).toEqual({ superhero: null, sideKick: null, uncoveredSince: from });
  });

  test.each([
    ['London, clocks go forward', 'Europe/London', '2026-03-23', '2026-03-30T08:00:00.000Z'],
    ['London, clocks go back', 'Europe/London', '2026-10-19', '2026-10-26T09:00:00.000Z'],
    ['New York, clocks go forward', 'America/New_York', '2026-03-02', '2026-03-09T13:00:00.000Z'],
    ['New York, clocks go back', 'America/New_York', '2026-10-26', '2026-11-02T14:00:00.000Z'],
    ['Sydney, clocks go back', 'Australia/Sydney', '2026-03-30', '2026-04-05T23:00:00.000Z'],
    ['Sydney, clocks go forward', 'Australia/Sydney', '2026-09-28', '2026-10-04T22:00:00.000Z'],
    ['Lord Howe, by half an hour', 'Australia/Lord_Howe', '2026-09-28', '2026-10-04T22:00:00.000Z'],
    ['Bengaluru, where clocks stay', 'Asia/Kolkata', '2026-03-23', '2026-03-30T03:30:00.000Z'],
  ])('hands over at nine by the team’s own clock: %s', (_, zone, starts, handOver) => {
    const changing = aRota([asha, ben], { starts });
    expect(superhero(changing, zone, plus(handOver, -1))).toBe(asha);
    expect(superhero(changing, zone, handOver)).toBe(ben);
  });

  test('hands over once where the clock shows the hour of hand-over twice', () => {
    const twice = aRota([asha, ben, chloe], { starts: '2026-10-18', handOver: '01:30' });
    const everyTenMinutes = Array.from({ length: 18 }, (_, n) => superhero(twice, london, plus('2026-10-25T00:00:00.000Z', n * 10)));
    expect(everyTenMinutes).toEqual([...Array(3).fill(asha), ...Array(15).fill(ben)]);
  });

  test('hands over where the clock passes over the hour of hand-over', () => {
    const skipped = aRota([asha, ben], { starts: '2026-03-22', handOver: '01:30' });
    expect(superhero(skipped, london, '2026-03-29T00:59:00.000Z')).toBe(asha);
    expect(superhero(skipped, london, '2026-03-29T02:00:00.000Z')).toBe(ben);
  });

  const zones = fc.constantFrom(
    'Europe/London',
    'America/New_York',
    'Australia/Sydney',
    'Asia/Kolkata',
    'America/St_Johns',
    'Pacific/Apia',
    'UTC',
  );
  const time = fc.tuple(fc.nat(23), fc.nat(59)).map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);

  test('for any zone, hour and week: changes exactly at the hand-over, to the next in turn', () => {
    fc.assert(
      fc.property(zones, time, fc.nat(364), fc.nat(120), fc.integer({ min: 2, max: 9 }), (zone, handOver, day, week, size) => {
        const starts = Temporal.PlainDate.from('2025-06-01').add({ days: day });
        const order = crowd(size);
        const weekly = aRota(order, { starts: starts.toString(), handOver });
        const local = starts.add({ weeks: week }).toPlainDateTime(Temporal.PlainTime.from(handOver));
        const change = local.toZonedDateTime(zone).toInstant();
        const at = (ms: number) => change.add({ milliseconds: ms }).toString({ fractionalSecondDigits: 3 });
        expect(superhero(weekly, zone, at(0))).toBe(order[week % size]);
        expect(superhero(weekly, zone, at(6 * 86_400_000))).toBe(order[week % size]);
        expect(superhero(weekly, zone, at(-1))).toBe(week === 0 ? null : order[(week - 1) % size]);
      }),
      { numRuns: 300 },
    );
  });

  test('for any absences: never someone who is away, never one person in both places, never more than one at an instant', () => {
    const people = crowd(3);
    const absence = fc.record({ who: fc.nat(2), from: fc.nat(40), days: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(absence, { maxLength: 6 }), fc.nat(60), (absences, day) => {
        const away = absences.flatMap(({ who, from, days }) =>
          people
            .slice(who, who + 1)
            .map((person) => ({ person, from: plus(tuesday, from * 1440), to: plus(tuesday, (from + days) * 1440) })),
        );
        const at = plus(tuesday, day * 1440);
        const { superhero: one, sideKick, uncoveredSince } = onCall(aRota(people, { away }), london, at);
        for (const person of [one, sideKick])
          expect(away.filter((leave) => leave.person === person && leave.from <= at && at < leave.to)).toEqual([]);
        if (one !== null) expect(sideKick).not.toBe(one);
        expect(uncoveredSince === null || (one === null && sideKick === null)).toBe(true);
        expect(one ?? people[Math.floor((day + 1) / 7) % 3]).toBe(people[Math.floor((day + 1) / 7) % 3]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('Working hours', () => {
  const workingHours: WorkingHours = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:30' };
  const team = (zone: string, holidays: string[] = []) => ({ zone, workingHours, holidays });

  test.each([
    ['the first minute', '2026-03-10T09:00:00.000Z', true],
    ['a moment before', '2026-03-10T08:59:59.999Z', false],
    ['the last moment', '2026-03-10T17:29:59.999Z', true],
    ['closing time', '2026-03-10T17:30:00.000Z', false],
    ['Saturday', '2026-03-14T11:00:00.000Z', false],
    ['in summer an hour earlier by UTC', '2026-03-30T08:00:00.000Z', true],
    ['in summer closed by UTC’s clock', '2026-03-30T16:30:00.000Z', false],
  ])('%s', (_, at, working) => {
    expect(atWork(team(london), at)).toBe(working);
  });

  test('a holiday is the team’s own day, by its own calendar', () => {
    expect(atWork(team('Pacific/Auckland', ['2026-03-11']), '2026-03-10T21:00:00.000Z')).toBe(false);
    expect(atWork(team('Pacific/Auckland', ['2026-03-10']), '2026-03-10T21:00:00.000Z')).toBe(true);
  });

  test('the weekday is the team’s own too', () => {
    expect(atWork(team('Pacific/Auckland'), '2026-03-08T21:00:00.000Z')).toBe(true);
    expect(atWork(team('America/Los_Angeles'), '2026-03-08T21:00:00.000Z')).toBe(false);
  });
});
