/** AWS's six fields as sets of numbers; `undefined` is "any". */
export type Cron = { minutes: Field; hours: Field; days: Field; months: Field; weekdays: Field; years: Field };
type Field = ReadonlySet<number> | undefined;

const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** `minutes hours day-of-month month day-of-week year`: numbers, names, lists, ranges and steps. `L`, `W` and `#` are refused. */
export function parseCron(expression: string): Cron | undefined {
  const [minutes, hours, days, months, weekdays, years, ...more] = expression.trim().split(/\s+/);
  if (years === undefined || more.length > 0) return undefined;
  try {
    return {
      minutes: field(minutes, 0, 59),
      hours: field(hours, 0, 23),
      days: field(days, 1, 31),
      months: field(months, 1, 12, monthNames),
      weekdays: field(weekdays, 1, 7, dayNames),
      years: field(years, 1970, 2199),
    };
  } catch {
    return undefined;
  }
}

function field(source = '', low: number, high: number, names: string[] = []): Field {
  if (source === '*' || source === '?') return undefined;
  const value = (name: string) => {
    const named = names.indexOf(name.toUpperCase());
    const found = named >= 0 ? named + 1 : Number(name);
    if (!/^\d+$/.test(name) && named < 0) throw new Error(`not understood: ${name}`);
    if (found < low || found > high) throw new Error(`out of range: ${name}`);
    return found;
  };
  const values = new Set<number>();
  for (const part of source.split(',')) {
    const [range = '', step] = part.split('/');
    const [from = '', to] = range.split('-');
    const start = from === '*' ? low : value(from);
    const end = to === undefined ? (step === undefined && from !== '*' ? start : high) : value(to);
    for (let one = start; one <= end; one += step === undefined ? 1 : Math.max(1, Number(step))) values.add(one);
  }
  return values;
}

/** The first minute after `after` that the expression names, in the zone given by its offset; none within four years is none. */
export function matchesCron(cron: Cron, after: number, offset: (utc: number) => number): number | undefined {
  const minute = 60_000;
  let at = Math.floor(after / minute) * minute + minute;
  const end = after + 4 * 366 * 86_400_000;
  while (at <= end) {
    const wall = new Date(at + offset(at));
    const has = (wanted: Field, value: number) => wanted === undefined || wanted.has(value);
    const day =
      has(cron.years, wall.getUTCFullYear()) &&
      has(cron.months, wall.getUTCMonth() + 1) &&
      has(cron.days, wall.getUTCDate()) &&
      has(cron.weekdays, wall.getUTCDay() + 1);
    if (!day || !has(cron.hours, wall.getUTCHours())) at += (60 - wall.getUTCMinutes()) * minute;
    else if (!has(cron.minutes, wall.getUTCMinutes())) at += minute;
    else return at;
  }
  return undefined;
}
