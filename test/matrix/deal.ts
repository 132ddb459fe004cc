import { patience } from './actor.ts';
import { asynchronous, type Blow, blowsAt, type FaultName } from './faults.ts';
import type { Site } from './sites.ts';

/** What struck how often, over all flows that were dealt so far. */
export type Dealt = Map<string, number>;

export const familyOf = ({ place }: Site) => place.split(':')[0] ?? '';
/** What costs a second of waiting or a new container comes more seldom. */
const weight: Partial<Record<FaultName, number>> = { timeout: 16, 'crash before': 16, 'crash after': 16 };

/** One fault for each site: of those that fit, the one that struck its kind of place least so far; `seed` decides among equals. */
export function deal(sites: Site[], dealt: Dealt, seed: number): Blow[] {
  return sites.flatMap((site, index) => {
    const fitting = blowsAt(site);
    const turned = [...fitting.slice((index + seed) % fitting.length), ...fitting.slice(0, (index + seed) % fitting.length)];
    const uses = ({ fault }: Blow) => dealt.get(`${fault} at ${familyOf(site)}`) ?? 0;
    const [least] = turned.sort((a, b) => uses(a) - uses(b));
    if (least === undefined) return [];
    const name = `${least.fault} at ${familyOf(site)}`;
    dealt.set(name, (dealt.get(name) ?? 0) + (weight[least.fault] ?? 1));
    return [least];
  });
}

/** Cases of up to so many blows, as many as it takes for all of them. */
export function together(blows: Blow[], most: number): Blow[][] {
  const { cases, left } = asFewCases(blows, most);
  return left.length === 0 ? cases : [...cases, ...together(left, most)];
}

/**
 * No more cases than their number alone asks for, and what these do not bear. Two deaths of one run, or two faults of one call, would be
 * one; what Lambda invokes for itself may end twice, but not a third time; and nobody makes a gesture more often than their patience lasts.
 */
export function asFewCases(blows: Blow[], most: number): { cases: Blow[][]; left: Blow[] } {
  const cases = Array.from({ length: Math.ceil(blows.length / most) }, (): Blow[] => []);
  const left = blows.filter((blow, index) => {
    const turn = [...cases.slice(index % cases.length), ...cases.slice(0, index % cases.length)];
    const free = turn.find((others) => !others.some((other) => clash(other, blow)) && survived([...others, blow]));
    free?.push(blow);
    return free === undefined;
  });
  return { cases: cases.filter((some) => some.length > 0), left };
}

/** Behind an outage the next call is struck instead; the outage has struck the others. */
const clash = (one: Blow, other: Blow) => one.rule.on === other.rule.on && one.rule.of === other.rule.of && one.rule.nth === other.rule.nth;

/** DynamoDB's client tries three times, so three faults that it gets over one by one may end an invocation together. */
const weightOf = ({ fault, site }: Blow) =>
  site.place.startsWith('dynamodb:') && ['lost reply', 'error', 'throttle', 'conflict'].includes(fault)
    ? 1 / 3
    : fault === 'outage' && site.place.startsWith('slack:')
      ? 2
      : 1;
/** A gesture that is made again takes up the faults of those behind it too, so that all of a case may come to meet one gesture. */
const mayEnd: [name: string, times: number][] = [...asynchronous.map((name): [string, number] => [name, 2]), ['slack', patience - 1]];
const survived = (blows: Blow[]) =>
  mayEnd.every(([name, times]) => {
    const mine = blows.filter(({ site }) => site.function === name);
    return mine.reduce((sum, blow) => sum + weightOf(blow), 0) < times + 0.01;
  });
