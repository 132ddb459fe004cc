import * as Instant from 'temporal-polyfill/fns/Instant';
import * as PlainDate from 'temporal-polyfill/fns/PlainDate';
import { toPlainDate } from 'temporal-polyfill/fns/ZonedDateTime';

/** A quarter of the calendar in a zone: its days, and the instants between which it is; one in which clocks change is an hour shorter or longer. */
export type Quarter = { name: string; first: string; last: string; begins: string; ends: string };

export function quarterOf(at: string, zone: string): Quarter {
  const month = PlainDate.startOfMonth(localDate(at, zone));
  return quarterFrom(PlainDate.subtractMonths(month, (month.month - 1) % 3), zone);
}

export const quarterBefore = ({ first }: Quarter, zone: string): Quarter => quarterFrom(PlainDate.subtractMonths(dateOf(first), 3), zone);

function quarterFrom(first: PlainDate.Record, zone: string): Quarter {
  const next = PlainDate.addMonths(first, 3);
  const instant = (date: PlainDate.Record) => new Date(PlainDate.toZonedDateTime(date, { timeZone: zone }).epochMilliseconds).toISOString();
  return {
    name: `Q${Math.ceil(first.month / 3)} ${first.year}`,
    first: PlainDate.toString(first),
    last: PlainDate.toString(PlainDate.subtractDays(next, 1)),
    begins: instant(first),
    ends: instant(next),
  };
}

function dateOf(day: string): PlainDate.Record {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return PlainDate.create(year, month, date);
}

const localDate = (at: string, zone: string) => toPlainDate(Instant.toZonedDateTimeISO(Instant.fromString(at), zone));
/** Which day it is there. */
export const dayIn = (zone: string, at: string): string => PlainDate.toString(localDate(at, zone));

/** Every day from one to another, both of them too. */
export function daysBetween(first: string, last: string): PlainDate.Record[] {
  const all: PlainDate.Record[] = [];
  const end = dateOf(last);
  for (let day = dateOf(first); PlainDate.compare(day, end) <= 0; day = PlainDate.addDays(day, 1)) all.push(day);
  return all;
}
