import * as Instant from 'temporal-polyfill/fns/Instant';
import * as PlainDate from 'temporal-polyfill/fns/PlainDate';
import { toPlainDate, toPlainTime } from 'temporal-polyfill/fns/ZonedDateTime';
import { byCalendar } from '#domain/time/by-calendar';
import { type Calendar, isWorkingDay } from './working-hours.ts';

/** Nobody's holidays are longer; a team that never works is waited for by the calendar. */
const longest = 120;

const localDate = (zone: string, at: string) => toPlainDate(Instant.toZonedDateTimeISO(Instant.fromString(at), zone));
function sameTimeOn(zone: string, at: string, date: PlainDate.Record): string {
  const plainTime = toPlainTime(Instant.toZonedDateTimeISO(Instant.fromString(at), zone));
  return new Date(PlainDate.toZonedDateTime(date, { timeZone: zone, plainTime }).epochMilliseconds).toISOString();
}

/**
 * The same time of day so many of the team's working days later, by its own clock and calendar. Pure: whoever bundles a start that never asks for it
 * leaves it out, and the calendar with it.
 */
export const workingDaysLater = /* @__PURE__ */ byCalendar((team: Calendar, at: string, days: number): string => {
  const from = localDate(team.zone, at);
  let date = from;
  for (let left = days, looked = 0; left > 0 && looked < longest; looked++) {
    date = PlainDate.addDays(date, 1);
    if (isWorkingDay(team, date)) left--;
  }
  return sameTimeOn(team.zone, at, date);
});

/** The same time of day so many days later, or earlier: an hour more or less where clocks change. */
export const daysLater = (zone: string, at: string, days: number): string =>
  sameTimeOn(zone, at, PlainDate.addDays(localDate(zone, at), days));

export const dateLater = (zone: string, at: string, days: number): string =>
  PlainDate.toString(PlainDate.addDays(localDate(zone, at), days));
