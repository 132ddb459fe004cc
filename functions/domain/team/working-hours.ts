import * as Instant from 'temporal-polyfill/fns/Instant';
import * as PlainDate from 'temporal-polyfill/fns/PlainDate';
import * as PlainTime from 'temporal-polyfill/fns/PlainTime';
import { toPlainDate, toPlainTime } from 'temporal-polyfill/fns/ZonedDateTime';
import * as z from 'zod';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** Hours that end before they begin go on past midnight; those that end as they begin are round the clock. */
export const WorkingHours = z.object({ days: z.array(z.enum(days)), from: time, to: time });
export type WorkingHours = z.infer<typeof WorkingHours>;

export type Calendar = { zone: string; workingHours: WorkingHours; holidays: string[] };

export const isWorkingDay = ({ workingHours, holidays }: Calendar, date: PlainDate.Record) => {
  const day = days[PlainDate.dayOfWeek(date) - 1];
  return day !== undefined && workingHours.days.includes(day) && !holidays.includes(PlainDate.toString(date));
};

/** Is the team at work at this instant (ISO, UTC), by its own clock and calendar? */
export function atWork(team: Calendar, at: string): boolean {
  const { from, to } = team.workingHours;
  const local = Instant.toZonedDateTimeISO(Instant.fromString(at), team.zone);
  const [today, now] = [toPlainDate(local), PlainTime.toString(toPlainTime(local))];
  if (from < to) return isWorkingDay(team, today) && from <= now && now < to;
  return (isWorkingDay(team, today) && from <= now) || (isWorkingDay(team, PlainDate.subtractDays(today, 1)) && now < to);
}

/** When the team is at work between two instants, piece by piece. */
export function workingSpans(team: Calendar, from: string, to: string): { from: string; to: string }[] {
  const { from: opens, to: closes } = team.workingHours;
  const localDate = (at: string) => toPlainDate(Instant.toZonedDateTimeISO(Instant.fromString(at), team.zone));
  const instant = (date: PlainDate.Record, time: string) =>
    new Date(
      PlainDate.toZonedDateTime(date, { timeZone: team.zone, plainTime: PlainTime.fromString(time) }).epochMilliseconds,
    ).toISOString();
  const all: { from: string; to: string }[] = [];
  const last = localDate(to);
  // A day whose hours go on past midnight reaches into the next.
  for (let date = PlainDate.subtractDays(localDate(from), 1); PlainDate.compare(date, last) <= 0; date = PlainDate.addDays(date, 1)) {
    if (!isWorkingDay(team, date)) continue;
    const begins = instant(date, opens);
    const ends = instant(closes > opens ? date : PlainDate.addDays(date, 1), closes);
    const span = { from: begins < from ? from : begins, to: ends > to ? to : ends };
    const before = all.at(-1);
    if (before && before.to >= span.from) before.to = span.to;
    else if (span.from < span.to) all.push(span);
  }
  return all;
}

const longestHoliday = 60;

/** Nine o'clock of the next day that the team works, by its own clock; the same day, where nine is still to come. */
export function nextWorkingMorning(team: Calendar, at: string): string {
  const local = Instant.toZonedDateTimeISO(Instant.fromString(at), team.zone);
  for (let days = 0; days <= longestHoliday; days++) {
    const date = PlainDate.addDays(toPlainDate(local), days);
    const nine = PlainDate.toZonedDateTime(date, { timeZone: team.zone, plainTime: PlainTime.create(9) }).epochMilliseconds;
    if (isWorkingDay(team, date) && nine > local.epochMilliseconds) return new Date(nine).toISOString();
  }
  return at;
}
