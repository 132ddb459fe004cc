import { parse } from 'chrono-node/en';
import * as Instant from 'temporal-polyfill/fns/Instant';
import * as PlainDateTime from 'temporal-polyfill/fns/PlainDateTime';
import { offsetNanoseconds, toPlainDateTime } from 'temporal-polyfill/fns/ZonedDateTime';

/** Where and when the words were said: an instant (UTC) and the zone of whoever said them. */
export type Moment = { now: string; zone: string };

/**
 * A time as people type it: `13:51`, `20 min ago`, `yesterday 23:30`, an ISO time. What has no zone of its own is meant in the speaker's; a time
 * of day that is still to come was yesterday's. The instant in UTC, or nothing where the words are not one time and nothing else.
 */
export function readTime(said: string, { now, zone }: Moment): string | undefined {
  const text = said.trim();
  const offset = offsetNanoseconds(localTime(now, zone)) / 60e9;
  const [found, ...more] = parse(text, { instant: new Date(now), timezone: offset });
  if (found === undefined || more.length > 0 || found.end || found.text.length < text.length) return undefined;
  const { start } = found;
  const exact = start.isCertain('timezoneOffset') || start.tags().has('result/relativeDateAndTime') || isNow(text);
  if (exact) return start.date().toISOString();
  const day = { year: start.get('year') ?? 0, month: start.get('month') ?? 1, day: start.get('day') ?? 1 };
  const wall = PlainDateTime.fromFields({
    ...day,
    hour: start.get('hour') ?? 0,
    minute: start.get('minute') ?? 0,
    second: start.get('second') ?? 0,
  });
  const at = instantOf(wall, zone);
  const dated = start.isCertain('day') || start.isCertain('weekday');
  return !dated && at > now ? instantOf(PlainDateTime.subtractDays(wall, 1), zone) : at;
}

const localTime = (at: string, zone: string) => Instant.toZonedDateTimeISO(Instant.fromString(at), zone);

const isNow = (text: string) => /^(right )?now$/i.test(text);

/** Of a time that a clock change makes twice it is the first, and of one that it leaves out the one after it. */
const instantOf = (wall: PlainDateTime.Record, zone: string) =>
  new Date(PlainDateTime.toZonedDateTime(wall, zone, { disambiguation: 'compatible' }).epochMilliseconds).toISOString();

/** The same instant as people in that zone would type it, to the minute. */
export const writtenTime = (at: string, zone: string): string =>
  PlainDateTime.toString(toPlainDateTime(localTime(at, zone)), { smallestUnit: 'minute' }).replace('T', ' ');
