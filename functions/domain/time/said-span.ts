import { parse } from 'chrono-node/en';
import * as Instant from 'temporal-polyfill/fns/Instant';
import * as PlainDateTime from 'temporal-polyfill/fns/PlainDateTime';
import { offsetNanoseconds } from 'temporal-polyfill/fns/ZonedDateTime';
import type { Moment } from './said-time.ts';

type Said = { at: string /** When the day that was named is over, where no hour was. */; dayEnds?: string };

/**
 * A time to come as people type it, or one of the past that says so: `Saturday 23:00`, `23 March`, `tomorrow`, an ISO time. A day without an hour
 * begins at midnight where the speaker is.
 */
export function readComing(said: string, { now, zone }: Moment): Said | undefined {
  const text = said.trim().replace(/^(on|at)\s+/i, '');
  const offset = offsetNanoseconds(Instant.toZonedDateTimeISO(Instant.fromString(now), zone)) / 60e9;
  const reference = { instant: new Date(now), timezone: offset };
  const [found, ...more] = parse(text, reference, { forwardDate: !/^\d{4}-|\b(19|20)\d\d\b|last|ago|yesterday/i.test(text) });
  if (found === undefined || more.length > 0 || found.end || found.text.length < text.length) return undefined;
  const { start } = found;
  if (start.isCertain('timezoneOffset') || start.tags().has('result/relativeDateAndTime') || /^now$/i.test(text))
    return { at: start.date().toISOString() };
  const day = { year: start.get('year') ?? 0, month: start.get('month') ?? 1, day: start.get('day') ?? 1 };
  const hours = start.isCertain('hour');
  const wall = PlainDateTime.fromFields({
    ...day,
    hour: hours ? (start.get('hour') ?? 0) : 0,
    minute: hours ? (start.get('minute') ?? 0) : 0,
  });
  const at = instantOf(wall, zone);
  return hours ? { at } : { at, dayEnds: instantOf(PlainDateTime.addDays(wall, 1), zone) };
}

/** `from 14 Mar to 16 Mar`, `Sat 09:00 – Mon 09:00`, `14 Mar`: days that are named are meant whole. */
export function readSpan(said: string, moment: Moment): { from: string; to: string } | undefined {
  const text = said.trim().replace(/^from\s+/i, '');
  const [first = '', last, ...more] = text.split(/\s+(?:to|until|till|–|—|-)\s+/i);
  const begins = more.length === 0 ? readComing(first, moment) : undefined;
  if (begins === undefined) return undefined;
  if (last === undefined) return begins.dayEnds ? { from: begins.at, to: begins.dayEnds } : undefined;
  const ends = readComing(last, moment.now < begins.at ? { ...moment, now: begins.at } : moment);
  const to = ends?.dayEnds ?? ends?.at;
  return to !== undefined && begins.at < to ? { from: begins.at, to } : undefined;
}

const instantOf = (wall: PlainDateTime.Record, zone: string) =>
  new Date(PlainDateTime.toZonedDateTime(wall, zone, { disambiguation: 'compatible' }).epochMilliseconds).toISOString();
