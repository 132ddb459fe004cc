/** How an instant reads in a zone: which day it is there, and how far its clocks are from UTC. */
export type LocalDay = { day: string; offset: string };

/** Days of many instants in one zone. */
export function localDays(zone: string): (at: string) => LocalDay {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZoneName: 'longOffset',
  });
  return (at) => {
    const parts = format.formatToParts(new Date(at));
    const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
    return { day: `${part('weekday')}, ${part('day')} ${part('month')} ${part('year')}`, offset: part('timeZoneName') || 'GMT' };
  };
}

/** What clocks did between two instants: by how many minutes they were put forward; nothing where they were left alone. */
export const putForward = (before: LocalDay, after: LocalDay): number => minutes(after.offset) - minutes(before.offset);

function minutes(offset: string): number {
  const [, sign = '+', hours = '0', rest = '0'] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(offset) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(rest));
}
