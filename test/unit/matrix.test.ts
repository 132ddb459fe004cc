import { describe, expect, test } from 'vitest';
import type { Traffic } from '#test/e2e/world';
import { enoughMet, sayMet } from '../../scripts/matrix/met.ts';
import { patience } from '../matrix/actor.ts';
import { deal, together } from '../matrix/deal.ts';
import { blowsAt, struck } from '../matrix/faults.ts';
import { done, gestures, isDone } from '../matrix/gestures.ts';
import { differences, outcomeOf } from '../matrix/outcome.ts';
import { notYetStruck, sitesOf } from '../matrix/sites.ts';
import type { Snapshot } from '../matrix/snapshot.ts';

const strict = { copiesOnTheBus: false, unheard: false };
const card = (number: number, ts: string, text = 'nobody has it yet') => ({
  channel: 'C0ROOM',
  ts,
  user: 'U0MUSTER',
  text,
  metadata: { event_type: 'muster', event_payload: { effect: `INC-${number}/card` } },
});
/** A world with one incident, its event on the bus and its card. */
function aWorld(number: number, { more = [] as [string, object][], head = {}, ts = `17731500${number}.000100` } = {}): Snapshot {
  const said: [string, object][] = [
    [
      `item INC#${number} @`,
      { pk: `INC#${number}`, sk: '@', version: 1, reconciled: { main: 1 }, state: { declaredAt: '2026-03-10T14:02:00Z' }, ...head },
    ],
    [
      `bus-events ${number}`,
      { envelope: { id: `e${number}`, 'detail-type': 'IncidentDeclared', detail: { event_id: `INC-${number}/1` } } },
    ],
    [`slack.messages C0ROOM ${ts}`, card(number, ts)],
    ...more,
  ];
  return new Map(said.map(([name, value]) => [name, JSON.stringify(value)]));
}
const nothing: Snapshot = new Map();
const against = (after: Snapshot, leeway = strict) => differences(outcomeOf(nothing, aWorld(7), []), outcomeOf(nothing, after, []), leeway);

describe('the whole world is compared', () => {
  test('numbers, ids and times differ from case to case and are alike', () => {
    expect(against(aWorld(12))).toEqual([]);
  });

  test('the numbers of transfers are as good as any', () => {
    const aTransfer = (number: number): Snapshot =>
      new Map([
        [
          `item XFER#${number} @`,
          JSON.stringify({ pk: `XFER#${number}`, sk: '@', version: 1, reconciled: { main: 1 }, state: { service: 'attic' } }),
        ],
        [`item XFER#${number} X#text-number${number}`, JSON.stringify({ pk: `XFER#${number}`, sk: `X#text-number${number}`, body: 'why' })],
      ]);
    const outcome = (number: number) => outcomeOf(nothing, aTransfer(number), []);
    expect(differences(outcome(1), outcome(7), strict)).toEqual([]);
    expect([...outcome(1).keys()].join()).toContain('XFER#A');
  });

  test('the ids of what people are asked are as good as any, and what stands under one is the same', () => {
    const aSwap = (id: string, ts: string): Snapshot =>
      new Map([
        [
          'item TEAM#home E#000003',
          JSON.stringify({
            pk: 'TEAM#home',
            sk: 'E#000003',
            id: 'TEAM-home',
            version: 3,
            body: { type: 'SwapAsked', id, by: 'U0A', give: {} },
          }),
        ],
        [
          `slack.messages C0ROOM ${ts}`,
          JSON.stringify({ ...card(7, ts), metadata: { event_type: 'muster', event_payload: { effect: `TEAM-home/swap-${id}/asked` } } }),
        ],
        [
          `item TEAM#home F#TEAM-home/swap-${id}/asked`,
          JSON.stringify({ pk: 'TEAM#home', sk: `F#TEAM-home/swap-${id}/asked`, outcome: { ts } }),
        ],
      ]);
    const outcome = (id: string, ts: string) => outcomeOf(nothing, aSwap(id, ts), []);
    expect(differences(outcome('73kb-sRF_A6x', '1773150012.000100'), outcome('d52n-_a6AOmf', '1773150019.000100'), strict)).toEqual([]);
  });

  test.each<[string, Snapshot]>([
    ['a message said twice', aWorld(12, { more: [['slack.messages C0ROOM 9', card(12, '1773150099.000100')]] })],
    ['other words', aWorld(12, { more: [['slack.messages C0ROOM 1773150012.000100', card(12, '1773150012.000100', 'on its way')]] })],
    ['a record that the world has not caught up with', aWorld(12, { head: { behind: 'yes' } })],
    ['a lane that is behind', aWorld(12, { head: { reconciled: { main: 0 } } })],
    ['a dead letter', aWorld(12, { more: [['dead-letters x', { from: 'react', why: 'gave up' }]] })],
    [
      'an event on the bus twice',
      aWorld(12, {
        more: [['bus-events 13', { envelope: { id: 'e13', 'detail-type': 'IncidentDeclared', detail: { event_id: 'INC-12/1' } } }]],
      }),
    ],
    ['something left in the queue', aWorld(12, { more: [['queue main 1', { id: 'INC-12', lane: 'main' }]] })],
    ['an item that nobody knows', aWorld(12, { more: [['item SVC#bedroom LATEST', { pk: 'SVC#bedroom', sk: 'LATEST', version: 1 }]] })],
    ['nothing at all', nothing],
  ])('%s is seen', (_, after) => {
    expect(against(after)).not.toEqual([]);
  });

  test('a copy on the bus is let pass where the bus is at least once, if it is the same to the letter', () => {
    const copy = (more: object) =>
      aWorld(12, {
        more: [
          ['bus-events 13', { envelope: { id: 'e13', 'detail-type': 'IncidentDeclared', detail: { event_id: 'INC-12/1', ...more } } }],
        ],
      });
    expect(against(copy({}), { ...strict, copiesOnTheBus: true })).toEqual([]);
    expect(against(copy({ data: 1 }), { ...strict, copiesOnTheBus: true })).not.toEqual([]);
  });
});

describe('the sites', () => {
  const call = (run: number, nth: number, place: string) => ({ n: nth, function: 'react', run, call: nth, place, ok: true });
  const calls = [call(4, 1, 'dynamodb:GetItem'), call(4, 2, 'slack:chat.postMessage'), call(5, 1, 'dynamodb:GetItem')];

  test('are what was called, and each gets the faults that fit its place', () => {
    const [first, second, third] = sitesOf(calls);
    expect(third).toEqual({ function: 'react', place: 'dynamodb:GetItem', nth: 2, run: 2, call: 1, way: 'react > dynamodb:GetItem' });
    const faults = (site: typeof first) => (site ? blowsAt(site).map(({ fault }) => fault) : []);
    expect(faults(first)).toEqual(['crash before', 'crash after', 'lost reply', 'error', 'outage', 'timeout', 'throttle']);
    expect(faults(second)).toContain('rate limit');
    expect(faults(second)).not.toContain('throttle');
  });

  test('are dealt one fault each, and no two of one case are one', () => {
    const blows = deal(sitesOf(calls), new Map(), 3);
    expect(blows).toHaveLength(3);
    expect(together(blows, 2).map((one) => one.length)).toEqual([2, 1]);
    expect(
      blows.map((blow) => struck({ ...blow, site: { ...blow.site, nth: 9, run: 9 }, rule: { ...blow.rule, after: 5 } }, calls)),
    ).toContain(false);
  });

  test('that another flow came to by the same way are struck there, but for a few', () => {
    const known = new Set<string>();
    const sites = sitesOf(calls);
    expect(sites.map(({ way }) => way)).toEqual(['react > dynamodb:GetItem', 'react > slack:chat.postMessage', 'react > dynamodb:GetItem']);
    expect(notYetStruck(sites, known, 0)).toHaveLength(3);
    const more = sitesOf([...calls, call(5, 2, 'slack:chat.update')]);
    expect(notYetStruck(more, known, 0).map(({ place }) => place)).toEqual(['slack:chat.update']);
    expect(notYetStruck(more, known, 2)).toHaveLength(2);
    expect(notYetStruck(more, known, 9)).toHaveLength(4);
  });

  test('of what Lambda tries three times are not struck so often in one case that it gives up', () => {
    const sweeps = Array.from({ length: 9 }, (_, index) => ({ ...call(1, index + 1, 'dynamodb:Query'), function: 'remind' }));
    const outages = sitesOf(sweeps).flatMap((site) => blowsAt(site).filter(({ fault }) => fault === 'outage'));
    const singles = sitesOf(sweeps).flatMap((site) => blowsAt(site).filter(({ fault }) => fault === 'throttle'));
    expect(Math.max(...together(outages, 60).map((one) => one.length))).toBe(2);
    expect(Math.max(...together(singles, 60).map((one) => one.length))).toBe(6);
    const reacted = outages.map((blow) => ({ ...blow, site: { ...blow.site, function: 'react' } }));
    expect(together(reacted, 60)).toHaveLength(1);
  });

  test('of what people do are not struck so often in one case that somebody who tries again is never answered', () => {
    const tries = Array.from({ length: 12 }, (_, index) => ({ ...call(index + 1, 1, 'dynamodb:BatchGetItem'), function: 'slack' }));
    const blowsOf = (wanted: string) => sitesOf(tries).flatMap((site) => blowsAt(site).filter(({ fault }) => fault === wanted));
    const largest = (blows: ReturnType<typeof blowsOf>) => Math.max(...together(blows, 60).map((one) => one.length));
    expect(['crash before', 'outage', 'timeout', 'throttle'].map((fault) => largest(blowsOf(fault)))).toEqual([
      ...Array(3).fill(patience - 1),
      (patience - 1) * 3,
    ]);
    expect(together(blowsOf('outage'), 60).flat()).toHaveLength(12);
  });
});

test('a run in which less than nine tenths of the faults met a call proves nothing, and one without any neither', () => {
  expect([90, 89, 100, 0].map((met) => enoughMet({ met, dealt: 100 }))).toEqual([true, false, true, false]);
  expect(enoughMet({ met: 0, dealt: 0 })).toBe(false);
  expect(sayMet({ met: 95, dealt: 100 })).toBe('95 of 100 dealt faults met a call');
  expect(sayMet({ met: 8, dealt: 10 })).toContain('8 of 10 dealt faults met a call, which is LESS THAN 90 %');
});

test('what is typed of any command is told from the request', () => {
  const request = (command: string, text: string) =>
    ({ kind: 'to-app', method: 'command', request: new URLSearchParams({ command, text }).toString() }) as Traffic;
  const all = [
    request('/incident', 'list'),
    request('/incident', 'the shop is down'),
    request('/service', 'transfer bedroom'),
    request('/service', ''),
  ];
  expect(done(all, ['list', '/service transfer']).map(({ name }) => name)).toEqual(['list', '', '/service transfer', '/service']);
});

test('a gesture that no flow makes is missed', async () => {
  const known = await gestures();
  const verb = known.find(({ kind, name }) => kind === 'command' && name === 'declare');
  expect(verb?.feature).toBe('declare-incident');
  expect(verb && isDone(verb, [{ kind: 'command', name: 'list' }])).toBe(false);
  expect(verb && isDone(verb, [{ kind: 'command', name: 'declare' }])).toBe(true);
});
