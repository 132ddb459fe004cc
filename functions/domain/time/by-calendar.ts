import type { Calendar } from '#domain/team/working-hours';

/** Whoever keeps one calendar for long keeps no more than this of it. */
const mostKept = 20_000;

/**
 * Days and hours are reckoned once for each calendar: hundreds of postmortems ask for the same moments by the same calendar, and reckoning with
 * zones is slow. Only for what depends on the calendar and the arguments alone; nobody changes a calendar, they make another one.
 */
export function byCalendar<Of extends Pick<Calendar, 'zone'>, Rest extends (string | number | undefined)[], Found>(
  reckon: (calendar: Of, ...rest: Rest) => Found,
): (calendar: Of, ...rest: Rest) => Found {
  const known = new WeakMap<Of, Map<string, { found: Found }>>();
  return (calendar, ...rest) => {
    const ofCalendar = known.get(calendar) ?? new Map<string, { found: Found }>();
    const key = rest.join();
    const before = ofCalendar.get(key);
    if (before) return before.found;
    const found = reckon(calendar, ...rest);
    if (ofCalendar.size >= mostKept) ofCalendar.clear();
    ofCalendar.set(key, { found });
    known.set(calendar, ofCalendar);
    return found;
  };
}
