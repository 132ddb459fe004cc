import { matchesCron, parseCron } from './cron.ts';

/** When a schedule fires: once, or again and again. */
export type Expression =
  | { kind: 'at'; at: number }
  | { kind: 'rate'; everyMs: number }
  | { kind: 'cron'; next(after: number): number | undefined };

const units: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Reads an expression as EventBridge Scheduler does: `at(yyyy-mm-ddThh:mm:ss)` has neither zone nor milliseconds. */
export function readExpression(expression: string, zone = 'UTC'): Expression | undefined {
  const [, kind, inner = ''] = /^(at|rate|cron)\((.*)\)$/.exec(expression) ?? [];
  if (kind === 'at') {
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(inner)) return undefined;
    const utc = Date.parse(`${inner}Z`);
    return Number.isNaN(utc) ? undefined : { kind: 'at', at: utc - zoneOffset(utc, zone) };
  }
  if (kind === 'rate') {
    const [, count = '', unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(inner) ?? [];
    const everyMs = Number(count) * (units[unit] ?? 0);
    return everyMs > 0 ? { kind: 'rate', everyMs } : undefined;
  }
  if (kind !== 'cron') return undefined;
  const cron = parseCron(inner);
  return cron && { kind: 'cron', next: (after) => matchesCron(cron, after, (utc) => zoneOffset(utc, zone)) };
}

/** How far the zone's wall clock is ahead of UTC at that moment. */
function zoneOffset(utc: number, zone: string): number {
  if (zone === 'UTC') return 0;
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(utc);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  return (
    Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) - Math.floor(utc / 1000) * 1000
  );
}
