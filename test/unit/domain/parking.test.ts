import { expect, test, vi } from 'vitest';
import { incidents } from '#domain/incident/incident';
import { GivenUp, unlessParked } from '#domain/parking';
import { perform } from '#domain/perform';
import type { Request } from '#domain/ports';
import { type Resumed, resume, sweep } from '#domain/sweep';
import { react, upToDate } from '#features/park-incident/react';
import { aStage, aView, channelOpened, declared, inc311, marek, plus, routed, tuesday } from '#test/builders';

const main: Request = { id: inc311, lane: 'main', because: '1' };
const again: Request = { ...main, again: true };
const down = async () => Promise.reject(new Error('Slack is down'));

async function anIncidentBehind() {
  const stage = aStage();
  await perform(stage, incidents, inc311, { facts: () => ({}), decide: () => [declared()] }, {});
  const asked: Request[] = [];
  const refusals: string[] = [];
  const bus = { put: async (events: unknown[]) => refusals.map((why) => ({ index: 0, why })).slice(0, events.length) };
  const ways = { ...stage, bus, queue: { ask: async (requests: Request[]) => void asked.push(...requests) } };
  const try_ = (request: Request, lastTry: boolean, follow: () => Promise<void>) =>
    unlessParked(stage, request, lastTry, follow).catch((error: unknown) => error);
  return { stage, asked, refusals, ways, try: try_ };
}

test('a try that is not the last says what failed, and parks nothing', async () => {
  const { stage, ...given } = await anIncidentBehind();
  expect(await given.try(main, false, down)).toMatchObject({ message: 'Slack is down' });
  expect(await stage.parking.everyParked()).toEqual([]);
});

test('the last one parks with the reason, and nobody follows it any more', async () => {
  const { stage, ...given } = await anIncidentBehind();
  const error = await given.try(main, true, down);
  expect(error).toBeInstanceOf(GivenUp);
  expect(await stage.parking.everyParked()).toEqual([{ id: inc311, lane: 'main', parked: { at: tuesday, why: 'Slack is down' } }]);
  const follow = vi.fn(async () => {});
  await given.try(main, false, follow);
  expect(follow).not.toHaveBeenCalled();
});

test('several reasons are told once each', async () => {
  const given = await anIncidentBehind();
  const errors = ['a', 'b', 'a'].map((message) => new Error(message));
  expect(await given.try(main, true, () => Promise.reject(new AggregateError(errors)))).toMatchObject({ parked: { why: 'a; b' } });
});

test('a last try that takes the function with it has left its mark before', async () => {
  const { stage, ...given } = await anIncidentBehind();
  let during: unknown;
  await given.try(main, true, async () => {
    during = await stage.parking.parked(inc311, 'main');
  });
  expect(during).toMatchObject({ why: 'the last try did not come to an end', waiting: true });
  expect((await stage.parking.parked(inc311, 'main'))?.waiting).toBe(false);
});

test('the other lane goes on', async () => {
  const given = await anIncidentBehind();
  await given.try(main, true, down);
  const follow = vi.fn(async () => {});
  await given.try({ ...main, lane: 'page' }, false, follow);
  expect(follow).toHaveBeenCalledOnce();
});

test('asked for again it is followed, and says what it has ended; failing again it keeps its first date', async () => {
  const { stage, ...given } = await anIncidentBehind();
  await given.try(main, true, down);
  expect(await given.try(again, false, async () => {})).toMatchObject({ at: tuesday, why: 'Slack is down' });
  await unlessParked({ ...stage, now: () => plus(tuesday, 60) }, again, true, down).catch(() => {});
  expect(await stage.parking.parked(inc311, 'main')).toEqual({ at: tuesday, why: 'Slack is down', waiting: true });
});

test('redrive asks for all that is parked, by its marks, and answers what it was', async () => {
  const { ways, asked, ...given } = await anIncidentBehind();
  const now = plus(tuesday, 10);
  await sweep(ways, now);
  expect(asked.splice(0)).not.toEqual([]);
  await given.try(main, true, down);
  await sweep(ways, now);
  expect(asked).toEqual([]);
  const { resumed } = await resume(ways, now);
  expect(resumed).toEqual([{ id: inc311, lane: 'main', at: tuesday, why: 'Slack is down' }] satisfies Resumed[]);
  expect(asked).toEqual([{ id: inc311, lane: 'main', because: `resume-${now}`, again: true }]);
});

test('an event that the bus refuses for a day is parked, and redrive sends it', async () => {
  const { stage, ways, refusals } = await anIncidentBehind();
  refusals.push('too large');
  await sweep(ways, plus(tuesday, 60));
  expect(await stage.parking.everyParkedEvent()).toEqual([]);
  expect(await sweep(ways, plus(tuesday, 25 * 60))).toMatchObject([{ why: 'too large' }]);
  expect(await stage.parking.everyParkedEvent()).toHaveLength(1);
  expect(await sweep(ways, plus(tuesday, 26 * 60))).toEqual([]);
  refusals.pop();
  expect((await resume(ways, plus(tuesday, 27 * 60))).stayed).toEqual([]);
  expect(await stage.parking.everyParkedEvent()).toEqual([]);
});

const parked = { at: tuesday, why: 'An <!channel> error' };
const inRoom = aView([declared(), routed(), channelOpened()]);

test('it is said in the room, or to whoever waits, and to those who run it', () => {
  const [note, notice] = react(inRoom, 'main', parked);
  expect(note).toMatchObject({ to: 'C0ROOM', key: `${inc311}/parked/main/${Date.parse(tuesday)}` });
  expect(JSON.stringify(note)).toContain('Reason: An &lt;!channel&gt; error');
  expect(notice).toMatchObject({ to: '#muster-ops', text: expect.stringContaining(`*${inc311}* is parked`) });
  expect(react(aView([declared({ reportedBy: marek })]), 'page', parked)[0]).toMatchObject({
    to: marek,
    text: expect.stringContaining('please call whom you need yourselves'),
  });
});

test('of a private one those who run Muster learn only that there is one', () => {
  const [, notice] = react(aView([declared({ private: true }), channelOpened()]), 'main', parked);
  expect(JSON.stringify(notice)).not.toContain('311');
});

test('what was never said is not taken back', () => {
  expect(upToDate(inRoom, 'main', parked)).toMatchObject([{ onlyIfThere: true }, { onlyIfThere: true }]);
});
