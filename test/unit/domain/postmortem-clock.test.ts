import { describe, expect, test } from 'vitest';
import { organisations } from '#domain/organisation/organisation';
import { hot, ladderFrom, lawful, localDay, morningAfter, soakFrom, workingDayAt } from '#domain/postmortem/clock';
import { stepsOf } from '#domain/postmortem/timers';
import { calendarOf } from '#domain/prompts/calendar';
import type { Calendar } from '#domain/team/working-hours';
import { aTeam, livingIn, member, plus, stranger } from '#test/builders';
import { daysOn, type Hours, workingDaysOn } from '#test/prompt-model';
import { given, london, offered, required } from '#test/prompting';
import { fc } from '#test/properties';

const tuesday = (time: string) => `2026-03-10T${time}:00.000Z`;
const wednesday = (time: string) => `2026-03-11T${time}:00.000Z`;

describe('When somebody may be written to', () => {
  test.each([
    ['as day breaks', tuesday('08:00'), tuesday('08:00')],
    ['a minute before', tuesday('07:59'), tuesday('09:30')],
    ['in the last minute of the day', tuesday('19:59'), tuesday('19:59')],
    ['as night falls', tuesday('20:00'), wednesday('09:30')],
    ['on a Saturday', '2026-03-14T11:00:00.000Z', '2026-03-16T09:30:00.000Z'],
    ['on a Friday night', '2026-03-13T20:00:00.000Z', '2026-03-16T09:30:00.000Z'],
  ])('%s', (_, at, then) => expect(lawful(london, at)).toBe(then));

  test('never on a holiday, however many there are in a row', () => {
    const easter = { ...london, holidays: ['2026-04-03', '2026-04-06'] };
    expect(lawful(easter, '2026-04-02T19:30:00.000Z')).toBe('2026-04-07T08:30:00.000Z');
  });

  test.each([
    ['at once after a call', tuesday('10:00'), tuesday('10:00'), wednesday('09:30')],
    ['by day, as the twelve hours are over', tuesday('09:30'), tuesday('02:00'), tuesday('14:00')],
    ['a minute before they are', tuesday('13:59'), tuesday('02:00'), tuesday('14:00')],
    ['as they are', tuesday('14:00'), tuesday('02:00'), tuesday('14:00')],
    ['in the night before a call in that night', '2026-03-09T21:00:00.000Z', '2026-03-09T23:00:00.000Z', tuesday('11:00')],
    ['before they were called', tuesday('09:30'), tuesday('09:31'), tuesday('09:30')],
  ])('rests: %s', (_, at, called, then) => expect(lawful(london, at, called)).toBe(then));

  test('somebody who never works is not waited for for ever, and not written to by night either', () => {
    const never: Calendar = { ...london, workingHours: { ...london.workingHours, days: [] } };
    expect(lawful(never, tuesday('21:00'))).toBe(wednesday('09:30'));
    expect(lawful(never, tuesday('10:07'))).toBe(tuesday('10:07'));
    expect(lawful(never, tuesday('10:00'), tuesday('09:00'))).toBe(wednesday('09:30'));
    expect(workingDayAt(never, tuesday('10:00'), 1, '14:00')).toBe(wednesday('14:00'));
  });
});

describe('By whose clock', () => {
  const organisation = { ...organisations.initial, zone: 'Europe/Berlin' };
  test('their own, in the hours of their team', () => {
    const team = aTeam({ holidays: ['2026-03-10'] });
    expect(calendarOf(livingIn('Asia/Kolkata'), team, organisation)).toEqual({
      ...{ zone: 'Asia/Kolkata', workingHours: team.workingHours, holidays: ['2026-03-10'] },
    });
  });
  test('the organisation’s, in the usual hours, where neither is known', () => {
    const usual = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' };
    expect(calendarOf(stranger, undefined, organisation)).toEqual({ zone: 'Europe/Berlin', workingHours: usual, holidays: [] });
    expect(calendarOf(livingIn('Mars/Olympus'), { state: 'none' }, organisation).zone).toBe('Europe/Berlin');
    expect(calendarOf(member, aTeam({ workingHours: { ...london.workingHours, days: [] } }), organisation).workingHours).toEqual(usual);
  });
});

describe('From when on', () => {
  test.each([
    ['in their hours, a quarter of an hour later', tuesday('10:00'), 15, tuesday('10:15')],
    ['too close to the evening, in the morning', tuesday('17:20'), 15, wednesday('09:30')],
    ['before they come, at half past nine', tuesday('06:00'), 15, tuesday('09:30')],
    ['four hours later, while they are there', tuesday('13:29'), 240, tuesday('17:29')],
    ['four hours later, as they have gone', tuesday('13:30'), 240, wednesday('09:30')],
  ])('%s', (_, at, minutes, then) => expect(hot(london, at, minutes)).toBe(then));

  test('a working day is counted where they are', () => {
    const auckland = { ...london, zone: 'Pacific/Auckland' };
    // Monday evening in London is Tuesday morning there.
    expect(localDay(auckland, '2026-03-09T18:00:00.000Z')).toBe('2026-03-10');
    expect(workingDayAt(auckland, '2026-03-09T18:00:00.000Z', 1, '10:00')).toBe('2026-03-10T21:00:00.000Z');
    expect(workingDayAt(london, '2026-03-13T18:00:00.000Z', 1, '10:00')).toBe('2026-03-16T10:00:00.000Z');
    expect(morningAfter(london, '2026-03-13T07:00:00.000Z')).toBe('2026-03-16T09:30:00.000Z');
  });

  test('an hour of the clock stays that hour as clocks change', () => {
    expect(workingDayAt(london, '2026-03-27T18:00:00.000Z', 1, '10:00')).toBe('2026-03-30T09:00:00.000Z');
    expect(ladderFrom('2026-03-27T14:40:00.000Z', 'sev1', london).due).toBe('2026-03-30T13:40:00.000Z');
  });
});

describe('When it is due', () => {
  test('after a sev1 in three days, whichever they are; else in five working days; and then one rung after the other', () => {
    expect(ladderFrom(tuesday('14:40'), 'sev1', london).due).toBe('2026-03-13T14:40:00.000Z');
    expect(ladderFrom('2026-03-09T18:00:00.000Z', 'sev2', london)).toEqual({
      soon: '2026-03-15T18:00:00.000Z',
      due: '2026-03-16T18:00:00.000Z',
      commander: '2026-03-17T18:00:00.000Z',
      lead: '2026-03-18T18:00:00.000Z',
      productManager: '2026-03-23T18:00:00.000Z',
      orgHeads: '2026-03-30T17:00:00.000Z',
    });
  });

  test('where that is by night or on a day off, the channel hears of it in the morning after; the date stays', () => {
    const saturday = ladderFrom('2026-03-11T14:40:00.000Z', 'sev1', london);
    expect(saturday).toMatchObject({ due: '2026-03-14T14:40:00.000Z', inChannel: '2026-03-16T09:30:00.000Z' });
    const steps = stepsOf(given(offered('PM-1', tuesday('09:00')), required(tuesday('09:00'), { ladder: saturday })));
    expect(steps.filter(({ step }) => step === 'due' || step === 'commander')).toEqual([
      { step: 'due', at: '2026-03-16T09:30:00.000Z' },
      { step: 'commander', at: saturday.commander },
    ]);
  });

  test('the choice has two working days, the writing up three', () => {
    expect(soakFrom('2026-03-12T15:00:00.000Z', london)).toEqual({
      decideBy: '2026-03-16T15:00:00.000Z',
      publishBy: '2026-03-17T15:00:00.000Z',
    });
  });

  const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
  const minutes = fc.nat(366 * 24 * 60);
  const holidays = fc.array(fc.nat(365), { maxLength: 20 });
  test('anywhere and at any time of the year it is when a simple calendar says', () => {
    fc.assert(
      fc.property(zones, minutes, holidays, fc.constantFrom('sev1' as const, 'sev2' as const), (zone, minute, off, peak) => {
        const year = '2026-01-01T00:00:00.000Z';
        const calendar = { ...london, zone, holidays: off.map((day) => plus(year, day * 24 * 60).slice(0, 10)) };
        const hours: Hours = { ...calendar.workingHours, zone, holidays: calendar.holidays };
        const t0 = plus(year, minute);
        const due = peak === 'sev1' ? daysOn(hours, Date.parse(t0), 3) : workingDaysOn(hours, Date.parse(t0), 5);
        const ladder = ladderFrom(t0, peak, calendar);
        expect(ladder.due).toBe(new Date(due).toISOString());
        for (const [rung, days] of [
          ['commander', 1],
          ['lead', 2],
          ['productManager', 5],
          ['orgHeads', 10],
        ] as const)
          expect(ladder[rung]).toBe(new Date(workingDaysOn(hours, due, days)).toISOString());
        expect(Date.parse(ladder.due) - Date.parse(ladder.soon)).toBe(24 * 3_600_000);
      }),
      { numRuns: 300 },
    );
  });
});
