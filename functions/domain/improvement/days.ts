import * as PlainDate from 'temporal-polyfill/fns/PlainDate';
import * as PlainTime from 'temporal-polyfill/fns/PlainTime';
import type { Severity } from '#domain/incident/severity';
import { dateLater } from '#domain/team/working-days';

/** By when it is suggested to be done, counted from the choice (`domain.md` appendix C). */
const suggestedDays = { sev1: 15, others: 30 };
export const suggestedDue = (zone: string, at: string, peak: Severity | undefined): string =>
  dateLater(zone, at, peak === 'sev1' ? suggestedDays.sev1 : suggestedDays.others);

/** From when on it is asked whether it helped, where its postmortem has not asked before. */
export const helpDays = 30;

const dayMs = 86_400_000;
export const dayLater = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
export const instantLater = (at: string, days: number): string => new Date(Date.parse(at) + days * dayMs).toISOString();

/** When a day has ended everywhere on earth: whose day it is need not be known for that. */
export const overEverywhere = (day: string): string => `${dayLater(day, 1)}T12:00:00.000Z`;

/** When a day begins there. */
export const dayBegins = (zone: string, day: string): string =>
  new Date(PlainDate.toZonedDateTime(dateOf(day), { timeZone: zone, plainTime: PlainTime.create(0) }).epochMilliseconds).toISOString();
function dateOf(day: string): PlainDate.Record {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return PlainDate.create(year, month, date);
}
