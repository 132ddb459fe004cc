import { expect, test, vi } from 'vitest';
import { incidents } from '#domain/incident/incident';
import { unlessParked } from '#domain/parking';
import { perform } from '#domain/perform';
import type { Parked, Request } from '#domain/ports';
import { ComeBackLater } from '#domain/rejection';
import { resume, sweep } from '#domain/sweep';
import { react, upToDate } from '#features/park-incident/react';
import { aStage, aView, channelOpened, declared, inc311, marek, plus, reported, routed, tuesday } from '#test/builders';

const main: Request = { id: inc311, lane: 'main', because: '1' };
const again: Request = { ...main, again: true };
const page: Request = { ...main, lane: 'page' };
const down = async () => Promise.reject(new Error('Slack is down'));
const up = async () => {};
const asParked = { at: tuesday, why: 'Slack is down' };

async function anIncidentBehind() {
  const stage = aStage();
  await perform(stage, incidents, inc311, { facts: () => ({}), decide: () => [declared()] }, {});
  const asked: Request[] = [];
  const refusals: string[] = [];
  const said: [string, Parked][] = [];
  const world = { hears: true };
  const bus = { put: async (events: unknown[]) => refusals.map((why) => ({ index: 0, why })).slice(0, events.length) };
  const ways = { ...stage, bus, queue: { ask: async (requests: Request[]) => void asked.push(...requests) } };
  const try_ = (request: Request, lastTry: boolean, follow: () => Promise<void>) =>
    unlessParked(stage, request, lastTry, {
      follow,
      async tryToTell(parked) {
        if (world.hears) said.push(['parked', parked]);
        return world.hears;
      },
      async tellItIsAgain(parked) {
        if (!world.hears) throw new Error('cannot say so');
        said.push(['again', parked]);
      },
    }).catch((error: unknown) => error);
  const mark = async () => (await stage.parking.look(inc311, 'main')).mark;
  const somethingNew = () => perform(stage, incidents, inc311, { facts: () => ({}), decide: () => [reported()] }, {});
  const published = () => stage.outbox.published([{ id: inc311, version: 1 }]);
  return { stage, asked, refusals, ways, said, world, try: try_, mark, somethingNew, published };
}

test('a try that is not the last says what failed, and parks nothing', async () => {
  const given = await anIncidentBehind();
  expect(await given.try(main, false, down)).toMatchObject({ message: 'Slack is down' });
  expect([await given.mark(), given.said]).toEqual([undefined, []]);
});

test('the last one parks with the reason, people are told, and nobody follows it any more', async () => {
  const given = await anIncidentBehind();
  expect(await given.try(main, true, down)).toMatchObject({ message: 'Slack is down' });
  expect(await given.mark()).toEqual({ ...asParked, waiting: true, told: true });
  expect(given.said).toEqual([['parked', asParked]]);
  const follow = vi.fn(up);
  await given.try(main, false, follow);
  expect(follow).not.toHaveBeenCalled();
  expect(given.said).toHaveLength(1);
});

test('several reasons are told once each', async () => {
  const given = await anIncidentBehind();
  const errors = ['a', 'b', 'a'].map((message) => new Error(message));
  await given.try(main, true, () => Promise.reject(new AggregateError(errors)));
  expect(await given.mark()).toMatchObject({ why: 'a; b' });
});

test('a last try that takes the function with it has left its mark before; one that ends well leaves none and says nothing', async () => {
  const given = await anIncidentBehind();
  let during: unknown;
  await given.try(main, true, async () => {
    during = await given.mark();
  });
  expect(during).toEqual({ at: tuesday, why: 'the last try did not come to an end', waiting: true, told: false });
  expect([await given.mark(), given.said]).toEqual([undefined, []]);
});

test('who could not be told is told by the sweep, as soon as that works', async () => {
  const { ways, asked, world, said, ...given } = await anIncidentBehind();
  // In the first minutes no reminder of an update is due, which the sweep would bring to both lanes.
  await given.published();
  await given.stage.outbox.reconciled(inc311, 'page', 1);
  world.hears = false;
  await given.try(main, true, down);
  expect(await given.mark()).toMatchObject({ told: false });
  await sweep(ways, plus(tuesday, 5));
  expect(asked.splice(0)).toEqual([{ id: inc311, lane: 'main', because: `sweep-${plus(tuesday, 5)}` }]);
  world.hears = true;
  const follow = vi.fn(up);
  await given.try(main, false, follow);
  expect(follow).not.toHaveBeenCalled();
  expect(said).toEqual([['parked', expect.objectContaining(asParked)]]);
  await sweep(ways, plus(tuesday, 10));
  expect(asked).toEqual([]);
});

test('a lane that is parked does not hide the other, which goes on and is swept until it has caught up', async () => {
  const { ways, asked, ...given } = await anIncidentBehind();
  // In the first minutes no reminder of an update is due, which the sweep would bring to both lanes.
  await given.published();
  await given.try(main, true, down);
  await sweep(ways, plus(tuesday, 5));
  expect(asked.splice(0).map(({ lane }) => lane)).toEqual(['main', 'page']);
  const follow = vi.fn(() => given.stage.outbox.reconciled(inc311, 'page', 1));
  await given.try(page, false, follow);
  expect(follow).toHaveBeenCalledOnce();
  await given.try(main, false, up);
  await sweep(ways, plus(tuesday, 10));
  expect(asked).toEqual([]);
  expect(await given.mark()).toMatchObject({ waiting: true });
});

test('something new is worth new tries', async () => {
  const { somethingNew, ...given } = await anIncidentBehind();
  await given.try(main, true, down);
  await somethingNew();
  const follow = vi.fn(up);
  await given.try({ ...main, because: '2' }, false, follow);
  expect(follow).toHaveBeenCalledOnce();
});

test('what happens during the last try is not given up on with it', async () => {
  const { somethingNew, ...given } = await anIncidentBehind();
  await given.try(main, true, async () => {
    await somethingNew();
    await down();
  });
  expect(await given.mark()).toMatchObject({ waiting: false });
  expect(given.said).toEqual([]);
});

test('being told to wait is not failing, on the last try either', async () => {
  const given = await anIncidentBehind();
  const wait = async () => Promise.reject(new ComeBackLater(30, 'rate limited'));
  expect(await given.try(main, true, wait)).toBeInstanceOf(ComeBackLater);
  expect(await given.mark()).toBeUndefined();
  await given.try(main, true, down);
  expect(await given.try(again, true, wait)).toBeInstanceOf(ComeBackLater);
  expect(await given.mark()).toMatchObject({ waiting: false });
});

test('asked for again it is followed, and the mark goes when people know that all is well', async () => {
  const { world, said, ...given } = await anIncidentBehind();
  await given.try(main, true, down);
  world.hears = false;
  expect(await given.try(again, false, up)).toMatchObject({ message: 'cannot say so' });
  expect(await given.mark()).toMatchObject({ waiting: false });
  world.hears = true;
  await given.try(again, false, up);
  expect(said.at(-1)).toEqual(['again', expect.objectContaining(asParked)]);
  expect(await given.mark()).toBeUndefined();
});

test('failing again it keeps its first date', async () => {
  const given = await anIncidentBehind();
  await given.try(main, true, down);
  given.stage.now = () => plus(tuesday, 60);
  await given.try(again, true, down);
  expect(await given.mark()).toEqual({ ...asParked, waiting: true, told: true });
});

test('redrive asks for all that waits, by its marks, and answers what it was', async () => {
  const { ways, asked, ...given } = await anIncidentBehind();
  await given.try(main, true, down);
  const now = plus(tuesday, 300);
  expect(await resume(ways, now)).toEqual({ resumed: [{ id: inc311, lane: 'main', ...asParked }], stayed: [] });
  expect(asked).toEqual([{ id: inc311, lane: 'main', because: `resume-${now}`, again: true }]);
});

test('an event that the bus refuses for a day is parked, and redrive sends it', async () => {
  const { stage, ways, refusals } = await anIncidentBehind();
  refusals.push('too large');
  await sweep(ways, plus(tuesday, 60));
  expect(await stage.parking.everyParkedEvent()).toEqual([]);
  expect(await sweep(ways, plus(tuesday, 25 * 60))).toMatchObject({ stayed: [{ why: 'too large' }] });
  expect(await stage.parking.everyParkedEvent()).toHaveLength(1);
  expect(await sweep(ways, plus(tuesday, 26 * 60))).toEqual({ stayed: [], unreadable: [] });
  expect((await resume(ways, plus(tuesday, 26 * 60))).stayed).toEqual([{ event: `${inc311}/1`, why: 'too large' }]);
  refusals.pop();
  expect((await resume(ways, plus(tuesday, 27 * 60))).stayed).toEqual([]);
  expect(await stage.parking.everyParkedEvent()).toEqual([]);
});

const parked = { at: tuesday, why: 'An <!channel> error at INC-311' };
const opened = [declared({ reportedBy: marek }), routed(), channelOpened()];
const inRoom = aView(opened);

test('it is said in the room, and to those who run it', () => {
  const [note, notice] = react(inRoom, 'main', parked);
  expect(note).toMatchObject({ to: 'C0ROOM', key: `${inc311}/parked/main/${Date.parse(tuesday)}` });
  expect(JSON.stringify(note)).toContain('Reason: An &lt;!channel&gt; error');
  expect(notice).toMatchObject({ to: '#muster-ops', text: expect.stringContaining(`*${inc311}* is parked`) });
});

test.each([
  ['there is no room', aView([declared({ reportedBy: marek })])],
  ['another company reads it', { ...inRoom, roomShared: true }],
])('where %s, whoever declared is told which incident it is', (_, view) => {
  const [note] = react(view, 'page', parked);
  expect(note).toMatchObject({ to: marek, text: expect.stringMatching(/^INC-311: I have stopped trying to call people/) });
  expect(upToDate(view, 'page', parked)[0]).toMatchObject({ to: marek, text: 'INC-311: People can be called again.' });
});

test('of a private one those who run Muster learn only that there is one, and not from the reason either', () => {
  const [note, notice] = react(aView([declared({ private: true }), channelOpened()]), 'main', parked);
  expect(JSON.stringify(note)).toContain('INC-311');
  expect(JSON.stringify(notice)).not.toContain('311');
});

test('what was never said is not taken back', () => {
  expect(upToDate(inRoom, 'main', parked)).toMatchObject([{ onlyIfThere: true }, { onlyIfThere: true }]);
});
