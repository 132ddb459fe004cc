import * as Instant from 'temporal-polyfill/fns/Instant';
import * as PlainDate from 'temporal-polyfill/fns/PlainDate';
import * as PlainTime from 'temporal-polyfill/fns/PlainTime';
import { toPlainDate, toPlainTime } from 'temporal-polyfill/fns/ZonedDateTime';
import type { Severity } from '#domain/incident/severity';
import { daysLater, workingDaysLater } from '#domain/team/working-days';
import { atWork, type Calendar, isWorkingDay } from '#domain/team/working-hours';
import { byCalendar } from '#domain/time/by-calendar';
import type { Ladder } from './postmortem-events.ts';

const [hourMs, minuteMs] = [3_600_000, 60_000];
const [dayBegins, dayEnds, morning] = ['08:00', '20:00', '09:30'];
const restMs = 12 * hourMs;
/** Nobody is away for longer: whose calendar knows no working day for so long is asked on any, by day as everybody. */
const longestAbsence = 120;

const local = (zone: string, at: string) => Instant.toZonedDateTimeISO(Instant.fromString(at), zone);
const instant = (zone: string, date: PlainDate.Record, time: string) =>
  new Date(PlainDate.toZonedDateTime(date, { timeZone: zone, plainTime: PlainTime.fromString(time) }).epochMilliseconds).toISOString();
export const later = (at: string, ms: number) => new Date(Date.parse(at) + ms).toISOString();

function isTheirDay(calendar: Calendar, date: PlainDate.Record): boolean {
  if (isWorkingDay(calendar, date)) return true;
  for (let days = 1; days <= longestAbsence; days++) if (isWorkingDay(calendar, PlainDate.addDays(date, days))) return false;
  return true;
}

/** Which day it is where they are. */
export const localDay = byCalendar(({ zone }: Pick<Calendar, 'zone'>, at: string): string =>
  PlainDate.toString(toPlainDate(local(zone, at))),
);

/** The next half past nine of a working day of theirs: the same day's, where that is still to come. */
export const nextMorning = byCalendar((calendar: Calendar, at: string): string => {
  for (let date = toPlainDate(local(calendar.zone, at)); ; date = PlainDate.addDays(date, 1)) {
    const then = instant(calendar.zone, date, morning);
    if (Date.parse(then) >= Date.parse(at) && isTheirDay(calendar, date)) return then;
  }
});

/** Half past nine of this day, or of the next on which they work. */
export const morningOf = byCalendar((calendar: Calendar, at: string): string =>
  nextMorning(calendar, instant(calendar.zone, toPlainDate(local(calendar.zone, at)), '00:00')),
);

/** The first half past nine of a working day after this one. */
export function morningAfter(calendar: Calendar, at: string): string {
  const tomorrow = PlainDate.addDays(toPlainDate(local(calendar.zone, at)), 1);
  return nextMorning(calendar, instant(calendar.zone, tomorrow, '00:00'));
}

const monday = (date: PlainDate.Record) => PlainDate.subtractDays(date, PlainDate.dayOfWeek(date) - 1);
const firstOfWeek = (calendar: Calendar, date: PlainDate.Record) => nextMorning(calendar, instant(calendar.zone, monday(date), '00:00'));

/** The first morning on which they work in the week after that day's. */
export function weekAfter(calendar: Calendar, day: string): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return firstOfWeek(calendar, PlainDate.addDays(PlainDate.create(year, month, date), 7));
}

/** What is told once a week: on the first working day of a week of theirs, from then on. `last`: the day on which it was told last. */
export function weekly(calendar: Calendar, since: string, last = ''): string {
  const there = toPlainDate(local(calendar.zone, since));
  const day = PlainDate.toString(there);
  const first = firstOfWeek(calendar, there);
  const isSaid = last >= PlainDate.toString(monday(there));
  if (!isSaid && localDay(calendar, first) >= day) return Date.parse(first) > Date.parse(since) ? first : since;
  return weekAfter(calendar, last > day ? last : day);
}

/** Somebody may be written to: it is a working day of theirs, and not night. */
function isByDay(calendar: Calendar, at: string): boolean {
  const there = local(calendar.zone, at);
  const time = PlainTime.toString(toPlainTime(there));
  return isTheirDay(calendar, toPlainDate(there)) && dayBegins <= time && time < dayEnds;
}

/** The first moment from then on at which they may be written to. `called`: their last call outside of their hours, after which they rest. */
export const lawful = byCalendar((calendar: Calendar, at: string, called?: string): string => {
  const sinceCalled = called === undefined ? restMs : Date.parse(at) - Date.parse(called);
  const rested = called !== undefined && sinceCalled >= 0 && sinceCalled < restMs ? later(called, restMs) : at;
  if (isByDay(calendar, rested)) return new Date(rested).toISOString();
  const next = nextMorning(calendar, rested);
  // They may have been called in the night before that morning.
  return called === undefined || Date.parse(next) <= Date.parse(rested) ? next : lawful(calendar, next, called);
});

/** So long after, where they are at work then; the next morning otherwise. */
export const hot = byCalendar((calendar: Calendar, at: string, minutes: number): string => {
  const then = later(at, minutes * minuteMs);
  return atWork(calendar, then) ? then : nextMorning(calendar, then);
});

/** That time of day, so many working days later, by their own clock. */
export const workingDayAt = byCalendar((calendar: Calendar, at: string, days: number, time: string): string => {
  let date = toPlainDate(local(calendar.zone, at));
  for (let left = days; left > 0; ) {
    date = PlainDate.addDays(date, 1);
    if (isTheirDay(calendar, date)) left--;
  }
  return instant(calendar.zone, date, time);
});

/** When it is due, and who hears of it if it is not done by then (`domain.md` 4.3, 4.4). */
export function ladderFrom(t0: string, peak: Severity, calendar: Calendar): Ladder {
  const due = peak === 'sev1' ? daysLater(calendar.zone, t0, 3) : workingDaysLater(calendar, t0, 5);
  const after = (days: number) => workingDaysLater(calendar, due, days);
  const inChannel = lawful(calendar, due);
  return {
    ...{ soon: later(due, -24 * hourMs), due, ...(inChannel !== due && { inChannel }) },
    ...{ commander: after(1), lead: after(2), productManager: after(5), orgHeads: after(10) },
  };
}

/** Time to think before anything is chosen, and then to write it up. */
export const soakFrom = (metAt: string, calendar: Calendar): { decideBy: string; publishBy: string } => ({
  decideBy: workingDaysLater(calendar, metAt, 2),
  publishBy: workingDaysLater(calendar, metAt, 3),
});
