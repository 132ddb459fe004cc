import { parse } from 'chrono-node/en';
import { Temporal } from 'temporal-polyfill';

/** Where and when the words were said: an instant (UTC) and the zone of whoever said them. */
export type Moment = { now: string; zone: string };

/**
 * A time as people type it: `13:51`, `20 min ago`, `yesterday 23:30`, an ISO time. What has no zone of its own is meant in the speaker's; a time
 * of day that is still to come was yesterday's. The instant in UTC, or nothing where the words are not one time and nothing else.
 */
export function readTime(said: string, { now, zone }: Moment): string | undefined {
  const text = said.trim();
  const offset = Temporal.Instant.from(now).toZonedDateTimeISO(zone).offsetNanoseconds / 60e9;
  const [found, ...more] = parse(text, { instant: new Date(now), timezone: offset });
  if (found === undefined || more.length > 0 || found.end || found.text.length < text.length) return undefined;
  const { start } = found;
  const exact = start.isCertain('timezoneOffset') || start.tags().has('result/relativeDateAndTime') || isNow(text);
  if (exact) return start.date().toISOString();
  const day = { year: start.get('year') ?? 0, month: start.get('month') ?? 1, day: start.get('day') ?? 1 };
  const wall = Temporal.PlainDateTime.from({
    ...day,
    hour: start.get('hour') ?? 0,
    minute: start.get('minute') ?? 0,
    second: start.get('second') ?? 0,
  });
  const at = instantOf(wall, zone);
  const dated = start.isCertain('day') || start.isCertain('weekday');
  return !dated && at > now ? instantOf(wall.subtract({ days: 1 }), zone) : at;
}

const isNow = (text: string) => /^(right )?now$/i.test(text);

/** Of a time that a clock change makes twice it is the first, and of one that it leaves out the one after it. */
const instantOf = (wall: Temporal.PlainDateTime, zone: string) =>
  new Date(wall.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds).toISOString();

/** The same instant as people in that zone would type it, to the minute. */
export const writtenTime = (at: string, zone: string): string =>
  Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ');
