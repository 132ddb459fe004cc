import type { FaultRule } from '#sandbox/contracts';
import { strikesAt } from '#sandbox/fault-places';
import type { Calls } from './house.ts';
import { nameOf, type Site } from './sites.ts';

/** One fault at one site. */
export type Blow = { site: Site; fault: FaultName; rule: FaultRule };
export type FaultName = (typeof faultNames)[number];
export const faultNames = [
  'crash before',
  'crash after',
  'lost reply',
  'error',
  'outage',
  'timeout',
  'throttle',
  'rate limit',
  'conflict',
  'failed entry',
] as const;

/** More often than any client of ours asks by itself, so that the invocation fails and what invoked it has to come again. */
const outlasting = 3;
/** Invoked by the clock or by the bus: Lambda tries it three times and then gives up, rightly. The stream and the queue come again more often. */
export const asynchronous = ['remind', 'measure'];
/** Slack is asked once in each of these tries, so what it refuses three times is given up on. */
const lasting = (by: string, place: string) => (asynchronous.includes(by) && place.startsWith('slack:') ? 2 : outlasting);
/** Longer than DynamoDB's client waits. Others wait for ten seconds and more; there the connection is held a while and then breaks. */
const timeoutMs = (place: string) => (place.startsWith('dynamodb:') || place.startsWith('ssm:') ? 1_400 : 300);

export function blowsAt(site: Site): Blow[] {
  const { function: by, place, nth, run, call } = site;
  const here = (what: string, more: object = {}): FaultRule | undefined =>
    strikesAt(place, what) ? { on: place, of: by, nth, do: what, ...more } : undefined;
  const died = (after: number): FaultRule | undefined =>
    run === undefined || call === undefined ? undefined : { on: `invoke:${by}`, nth: run, do: 'crash', after: call - 1 + after };
  const rules: Record<FaultName, FaultRule | undefined> = {
    'crash before': died(0),
    'crash after': died(1),
    'lost reply': here('lost-reply'),
    error: here('error'),
    outage: here('http', { status: 503, times: lasting(by, place) }),
    timeout: here('timeout', { ms: timeoutMs(place) }),
    throttle: here('throttle'),
    'rate limit': here('ratelimit', { retryAfter: 7 }),
    conflict: here('conflict'),
    'failed entry': here('failed-entry'),
  };
  return faultNames.flatMap((fault) => (rules[fault] ? [{ site, fault, rule: rules[fault] }] : []));
}

/** Whether it came to it: what runs side by side does not call equally often each time. */
export function struck({ fault, site, rule }: Blow, calls: Calls): boolean {
  const mine = calls.filter((one) => one.function === site.function);
  if (!fault.startsWith('crash')) return mine.filter(({ place }) => place === site.place).length >= site.nth;
  const runs = [...Map.groupBy(mine, ({ run }) => run)].filter(([run]) => run !== null).sort(([a], [b]) => Number(a) - Number(b));
  // One that dies before its first call is not in the list, and all behind it are one place further on.
  if (rule.after === 0) return runs.length >= Number(site.run) - 1;
  return (runs[Number(site.run) - 1]?.[1].length ?? 0) <= Number(rule.after);
}

export const sayBlow = ({ fault, site }: Blow) => `${fault} at ${nameOf(site)}`;
