import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PersonId } from '#domain/person/person';
import { AgendaItem, agendaFor } from '#domain/postmortem/agenda';
import { type Invited, slotsFor } from '#domain/postmortem/slots';
import type { Calendar } from '#domain/team/working-hours';

const week: Calendar['workingHours'] = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' };
const named = (name: string) => PersonId.parse(`U0${name}`);
const someone = (name: string, zone: string, more: Partial<Calendar> = {}): Invited => ({
  person: named(name),
  calendar: { zone, workingHours: week, holidays: [], ...more },
});
const [auckland, angeles, london, kolkata] = [
  someone('AKL', 'Pacific/Auckland'),
  someone('LAX', 'America/Los_Angeles'),
  someone('LDN', 'Europe/London'),
  someone('CCU', 'Asia/Kolkata'),
];
/** Tuesday, 10 March 2026, two in the afternoon in London. */
const tuesday = { now: '2026-03-10T14:00:00Z', due: '2026-03-17T14:00:00Z', minutes: 60 };

/** A second clock, which shares nothing with the rule: how an instant reads on somebody's wall. */
function wall(zone: string, at: number): { day: string; minute: number; date: string } {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(at));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return {
    day: part('weekday').toLowerCase(),
    minute: Number(part('hour')) * 60 + Number(part('minute')),
    date: `${part('year')}-${part('month')}-${part('day')}`,
  };
}
const isAtWork = ({ calendar }: Invited, begins: string, minutes: number): boolean =>
  Array.from({ length: minutes / 15 }, (_, n) => Date.parse(begins) + n * 15 * 60_000).every((at) => {
    const { day, minute, date } = wall(calendar.zone, at);
    const working = (calendar.workingHours.days as string[]).includes(day) && !calendar.holidays.includes(date);
    return working && minute >= 9 * 60 && minute < 17 * 60;
  });

describe('Times to meet', () => {
  test('are inside the hours of everybody where there are such hours, a day from now, and before it is due', () => {
    const slots = slotsFor([london, kolkata], tuesday);
    expect(slots).toHaveLength(3);
    for (const { begins, minutes, early, late, resting } of slots) {
      expect([early, late, resting]).toEqual([[], [], []]);
      expect([london, kolkata].every((one) => isAtWork(one, begins, minutes))).toBe(true);
      expect(begins > '2026-03-11T14:00:00Z' && begins < tuesday.due).toBe(true);
    }
  });

  test('Auckland, Los Angeles and London meet in the evening of London, and are told for whom it is late', () => {
    const slots = slotsFor([auckland, angeles, london], tuesday);
    expect(slots.map(({ early, late, resting }) => [early, late, resting])).toEqual(slots.map(() => [[], [london.person], []]));
    for (const { begins } of slots) {
      expect(wall('Europe/London', Date.parse(begins)).minute).toBe(20 * 60);
      expect(wall('Pacific/Auckland', Date.parse(begins)).minute).toBe(9 * 60);
      expect(wall('America/Los_Angeles', Date.parse(begins)).minute).toBe(13 * 60);
    }
  });

  test('a sev1 of Friday evening, due on Monday, is met on Monday', () => {
    const slots = slotsFor([london], { now: '2026-03-13T18:00:00Z', due: '2026-03-16T18:00:00Z', minutes: 45 });
    expect(slots.map(({ begins }) => begins.slice(0, 10))).toEqual(['2026-03-16', '2026-03-16', '2026-03-16']);
  });

  test('holidays of one are days off for them', () => {
    const away = someone('OFF', 'Europe/London', { holidays: ['2026-03-11', '2026-03-12', '2026-03-13'] });
    expect(slotsFor([london, away], tuesday).every(({ begins }) => begins >= '2026-03-16')).toBe(true);
  });

  test('where it is due tomorrow, there is one at short notice; where it was due, the next days', () => {
    expect(slotsFor([london], { ...tuesday, due: '2026-03-11T12:00:00Z' })[0]?.begins).toBe('2026-03-10T15:00:00.000Z');
    expect(slotsFor([london], { ...tuesday, due: '2026-03-09T12:00:00Z' }).every(({ begins }) => begins >= '2026-03-11T14:00')).toBe(true);
  });

  test('say of everybody, in any zone and over any change of clocks, what a second clock says', () => {
    const zones = ['Pacific/Auckland', 'Asia/Kolkata', 'Europe/London', 'America/Los_Angeles', 'Australia/Lord_Howe', 'America/Sao_Paulo'];
    const days = fc.subarray(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const, { minLength: 1 });
    const calendars = fc.array(fc.record({ zone: fc.constantFrom(...zones), days }), { minLength: 1, maxLength: 4 });
    // Around the changes of spring and autumn, north and south.
    const moments = fc.constantFrom(
      '2026-03-06T12:00:00Z',
      '2026-03-27T12:00:00Z',
      '2026-04-03T12:00:00Z',
      '2026-10-23T12:00:00Z',
      '2026-09-25T12:00:00Z',
    );
    fc.assert(
      fc.property(calendars, moments, fc.constantFrom(30, 45, 60), (all, now, minutes) => {
        const people = all.map(({ zone, days: some }, index) => someone(`P${index}`, zone, { workingHours: { ...week, days: some } }));
        const slots = slotsFor(people, { now, due: new Date(Date.parse(now) + 5 * 86_400_000).toISOString(), minutes });
        expect(slots).toHaveLength(3);
        for (const { begins, early, late, resting } of slots) {
          const outside = [...early, ...late, ...resting];
          expect(begins > now).toBe(true);
          expect(new Set(outside).size).toBe(outside.length);
          for (const one of people)
            expect([begins, one.calendar.zone, isAtWork(one, begins, minutes)]).toEqual([
              begins,
              one.calendar.zone,
              !outside.includes(one.person),
            ]);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('the due date comes before hours that suit everybody, and never before the night of anybody', () => {
    const sev1 = { now: '2026-03-10T14:00:00Z', due: '2026-03-11T19:00:00Z', minutes: 60 };
    for (const { begins, early, resting } of slotsFor([angeles, london], sev1)) {
      expect(begins < sev1.due).toBe(true);
      expect([early.length + resting.length <= 1, resting]).toEqual([true, []]);
    }
    const atNight = { now: '2026-03-10T22:30:00Z', due: '2026-03-11T06:30:00Z', minutes: 60 };
    for (const { begins, resting } of slotsFor([london], atNight)) {
      expect(begins > atNight.due).toBe(true);
      expect(resting).toEqual([]);
    }
  });

  test('forty people of four places are looked at as fast as four, while somebody waits for a form', () => {
    const zones = ['Europe/London', 'Asia/Kolkata', 'America/New_York', 'Pacific/Auckland'];
    const people = (many: number) => Array.from({ length: many }, (_, n) => someone(`P${n}`, zones[n % 4] ?? ''));
    const fastest = (many: number) =>
      Math.min(
        ...Array.from({ length: 7 }, () => {
          const before = process.cpuUsage();
          slotsFor(people(many), tuesday);
          return process.cpuUsage(before).user;
        }),
      );
    expect(slotsFor(people(40), tuesday)).toHaveLength(3);
    // One by one it was ten times as much.
    expect(fastest(40) / fastest(4)).toBeLessThan(4);
  });
});

describe('An agenda', () => {
  test('has most of the hour for what happened', () => {
    expect(agendaFor(60).map(({ minutes }) => minutes)).toEqual([3, 2, 30, 15, 8, 2]);
  });
  test('fills any time to the minute, with at least one for each item', () => {
    fc.assert(
      fc.property(fc.integer({ min: AgendaItem.length, max: 180 }), (minutes) => {
        const items = agendaFor(minutes);
        expect(items.reduce((sum, one) => sum + one.minutes, 0)).toBe(minutes);
        expect(
          items.every(
            (one, index) =>
              one.minutes >= 1 && one.from === (items[index - 1] ? (items[index - 1]?.from ?? 0) + (items[index - 1]?.minutes ?? 0) : 0),
          ),
        ).toBe(true);
      }),
    );
  });
});
