import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateScheduleCommand, DeleteScheduleCommand } from '@aws-sdk/client-scheduler';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { partOfHarrow } from './part-of-harrow.ts';
import { scheduleOf, schedulerOf } from './schedules.ts';
import { allMessages, everythingIsSound } from './soundness.ts';
import { effectOf, numberIn, openWorld, told, type World } from './world.ts';

/**
 * As much of Harrow Home as two ladders need, of Bedroom in London and of Bath in New York: whoever of Asha and Ben is on call, the other,
 * Marek, then management. Both hand over, and work, in the hour of the night in which clocks change.
 */
const folder = mkdtempSync(join(tmpdir(), 'muster-timers-'));
function catalogue(): string {
  const harrow = partOfHarrow({ teams: ['team-bedroom', 'team-bath'], services: ['bedroom'] });
  const night = (zone: string, starts: string, handOver: string, to: string) => ({
    zone,
    working_hours: { days: ['sun'], from: handOver, to },
    rota: { starts, hand_over: handOver, order: ['asha', 'ben'], away: [] },
  });
  const people = { lead: 'marek', tech_lead: 'marek', members: ['marek', 'asha', 'ben'] };
  const changed: Record<string, object> = {
    'team-bedroom': { ...people, ...night('Europe/London', '2026-03-08', '01:30', '02:30') },
    'team-bath': { ...people, ...night('America/New_York', '2026-03-01', '02:30', '03:30') },
    'incident-managers': { members: ['lena'], tech_lead: 'lena', rota: undefined },
  };
  const teams = harrow.teams.map((team) => ({ ...team, ...changed[team.slug] }));
  const wanted = [...teams.flatMap(({ members }) => members), ...Object.values(harrow.organisation.heads).flat(), 'priya'];
  const [bedroom] = harrow.services;
  const unnamed = { aliases: [], journeys: [], alert_keys: [], urls: [] };
  const ownership = [{ team: 'team-bath', model: 'ybiyri', from: '2024-01-01T00:00:00Z' }];
  const services = [
    { ...bedroom, ...unnamed, ownership: [{ ...ownership[0], team: 'team-bedroom' }] },
    { ...bedroom, ...unnamed, slug: 'bath', name: 'Bath', ownership },
  ];
  const file = join(folder, 'night.yaml');
  writeFileSync(file, stringify({ ...harrow, teams, services, people: harrow.people.filter(({ handle }) => wanted.includes(handle)) }));
  return file;
}

let world: World;
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-08T06:50:00Z', catalogue: catalogue() });
});
afterAll(async () => {
  await world?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const management = ['U0LENA', 'U0PRIYA'];
const everybody = (first = 'U0ASHA', second = 'U0BEN') => [[first], [second], ['U0MAREK'], management];
/** From which minute to which each rung is told. */
type Windows = [number, number][];
const onTime: Windows = [0, 5, 10, 15].map((minute) => [minute, minute]);
/** It comes when the next one does, which was declared a little later. */
const afterAnother: Windows = onTime.map(([from, to], rung) => [from, rung === 1 ? to + 1 : to]);
const bySweep: Windows = [[0, 0], ...[5, 10, 15].map((due): [number, number] => [due, due + 7])];

const declare = async (severity = 'sev1', service = 'bedroom') =>
  numberIn(told(await world.types('@tom', `declare ${severity} drill ${service}: nothing can be ordered`)));
const sinceAsked = async (id: string, generation: number) => {
  const type = generation === 1 ? 'IncidentDeclared' : 'IncidentUnacknowledged';
  return Date.parse((await world.events(id)).find((event) => event['detail-type'] === type)?.detail.occurred_at ?? '');
};

/** Who got a page and when, in the order of the record: everyone once, nobody else, and each rung in its window. */
async function expectLadder(id: string, windows: Windows, { people = everybody(), generation = 1 } = {}) {
  const since = await sinceAsked(id, generation);
  const pages = (await allMessages(world)).flatMap((message) => {
    const [, , asked, rung = '', person = ''] = effectOf(message)?.startsWith(`${id}/page/`) ? (effectOf(message)?.split('/') ?? []) : [];
    if (asked !== `g${generation}`) return [];
    const [minute, [from, to]] = [Math.floor((Number(message.ts) - since / 1000) / 60), windows[Number(rung)] ?? [0, 0]];
    return [`${rung} ${person} ${minute >= from && minute <= to ? 'in time' : `after ${minute} minutes`}`];
  });
  const wanted = windows.flatMap((_, rung) => (people[rung] ?? []).map((person) => `${rung} ${person} in time`));
  expect(pages.toSorted()).toEqual(wanted.toSorted());
}
const rungsOf = async (id: string) => (await world.escalations(id)).map(({ rung }) => rung);
/** Beside the reminder of an update, which goes on while it is serious. */
const timer = (id: string, rung: number | '*' = '*') => ({ on: 'schedule:fire', of: `${id}-ladder-${rung}` });

type Asked = [at: string, severity: 'sev1' | 'sev4', onCall: 'asha' | 'ben', atWork: boolean];
type Night = [what: string, service: string, asked: Asked[]];
const forwardInNewYork: Night = [
  'New York, forward: the hour of hand-over is passed over',
  'bath',
  [
    ['2026-03-08T06:53:00Z', 'sev1', 'asha', false],
    ['2026-03-08T07:28:00Z', 'sev4', 'asha', true],
    ['2026-03-08T07:31:00Z', 'sev4', 'ben', false],
  ],
];
const laterNights: Night[] = [
  [
    'London, forward: the hour of hand-over is passed over',
    'bedroom',
    [
      ['2026-03-29T00:53:00Z', 'sev1', 'asha', false],
      ['2026-03-29T01:28:00Z', 'sev4', 'asha', true],
      ['2026-03-29T01:31:00Z', 'sev4', 'ben', false],
    ],
  ],
  [
    'London, back: the hour of hand-over comes twice',
    'bedroom',
    [
      ['2026-10-25T00:28:00Z', 'sev4', 'asha', false],
      ['2026-10-25T00:31:00Z', 'sev4', 'ben', true],
      ['2026-10-25T00:53:00Z', 'sev1', 'ben', true],
      ['2026-10-25T01:20:00Z', 'sev4', 'ben', false],
    ],
  ],
  [
    'New York, back: the hour before the hand-over comes twice',
    'bath',
    [
      ['2026-11-01T05:53:00Z', 'sev1', 'asha', false],
      ['2026-11-01T07:28:00Z', 'sev4', 'asha', false],
      ['2026-11-01T07:31:00Z', 'sev4', 'ben', true],
    ],
  ],
];

/** Nobody is to be reminded of it until the next night. */
async function callOff() {
  const { lists } = await world.store();
  for (const { id } of (await lists.page('open', 100)).heads) await world.types('@tom', `cancel ${id} the night is over`);
  await world.settle();
}

/** People by the clock on the wall, rungs by the minutes that pass. */
async function expectNight(service: string, asked: Asked[]) {
  const ids: string[] = [];
  for (const [at, severity] of asked) {
    await world.until(at);
    ids.push(await declare(severity, service));
  }
  await world.settle();
  await world.passes(17 * 60);
  for (const [n, [at, severity, first, working]] of asked.entries()) {
    const id = ids[n] ?? '';
    const routed = (await world.events(id)).find((event) => event['detail-type'] === 'IncidentRouted')?.detail.data;
    expect([at, routed?.in_working_hours]).toEqual([at, working]);
    const people = first === 'asha' ? everybody() : everybody('U0BEN', 'U0ASHA');
    await expectLadder(id, severity === 'sev1' ? onTime : onTime.slice(0, 1), { people });
  }
}

describe('In the night in which clocks change', () => {
  test(forwardInNewYork[0], () => expectNight(forwardInNewYork[1], forwardInNewYork[2]));
});

/** The scheduler itself, as code of another day would use it. */
const schedules = {
  find: (name: string) => scheduleOf(world, name),
  /** Without the sweep and the nightly scan half a year is one step. */
  async removeRecurring() {
    for (const { name, expression } of await world.schedules())
      if (expression !== undefined) await schedulerOf(world).send(new DeleteScheduleCommand({ Name: name }));
  },
  async make(Name: string, seconds: number, Input: string) {
    const id = (await world.schedules()).find(({ name }) => name.includes('-ladder-'))?.name ?? '';
    const { Target } = await schedules.find(id);
    if (Target === undefined) throw new Error('There is no schedule to be like.');
    const at = new Date(Date.parse(await world.now()) + seconds * 1000).toISOString().slice(0, 19);
    const like = { GroupName: 'muster', FlexibleTimeWindow: { Mode: 'OFF' as const }, ActionAfterCompletion: 'DELETE' as const };
    await schedulerOf(world).send(
      new CreateScheduleCommand({ Name, ...like, ScheduleExpression: `at(${at})`, Target: { ...Target, Input } }),
    );
  },
};

describe('A ladder is told to its end, to each once, whatever becomes of its timers', () => {
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    await callOff();
    await world.until('2026-03-08T09:00:00Z');
    for (const name of ['late', 'double', 'early', 'far too early', 'lost', 'overtaken', 'quiet']) ids[name] = await declare();
    const id = (name: string) => ids[name] ?? '';
    await world.faults(
      { ...timer(id('late'), '*'), nth: 1, do: 'delay', ms: 180_000 },
      { ...timer(id('double')), do: 'duplicate', copies: 3 },
      { ...timer(id('early')), do: 'early', ms: 40_000 },
      { ...timer(id('far too early')), nth: 1, do: 'early', ms: 240_000 },
      { ...timer(id('lost')), do: 'drop' },
      { ...timer(id('overtaken')), nth: 1, do: 'reorder' },
    );
    await world.settle();
    await world.untilAfter(id('quiet'), 24 * 60);
    await world.calm();
  });
  test.each<[string, string, Windows]>([
    ['when its timers come as they should', 'quiet', onTime],
    ['three minutes late, and the next at its own time', 'late', [[0, 0], [8, 8], ...onTime.slice(2)]],
    ['each four times', 'double', onTime],
    ['forty seconds early, as schedules keep whole minutes', 'early', [0, 4, 9, 14].map((minute) => [minute, minute])],
    [
      'so early that it is not yet the question: asked by the sweep',
      'far too early',
      [
        [0, 0],
        [7, 12],
        [10, 13],
        [15, 15],
      ],
    ],
    ['none at all: each is asked by the sweep, within seven minutes', 'lost', bySweep],
    ['overtaken by those of another', 'overtaken', afterAnother],
  ])('%s', async (_, name, windows) => {
    await expectLadder(ids[name] ?? '', windows);
    expect(await rungsOf(ids[name] ?? '')).toEqual([1, 2, 3]);
    expect(await world.rungsArmed(ids[name] ?? '')).toEqual([]);
  });

  describe('one at a time,', () => {
    beforeEach(callOff);

    test('some that could not be made at first: they are made a little later', async () => {
      await world.faults(
        { on: 'schedule:create', times: 2, do: 'throttle' },
        { on: 'schedule:create', times: 2, do: 'error' },
        { on: 'schedule:create', times: 1, do: 'lost-reply' },
      );
      const id = await declare();
      await world.settle();
      await world.untilAfter(id, 17 * 60);
      await expectLadder(id, onTime);
    });

    test('none can be made at all: each is asked by the sweep, within seven minutes', async () => {
      await world.faults({ on: 'schedule:create', do: 'error', code: 'AccessDeniedException' });
      const id = await declare();
      await world.settle();
      await world.untilAfter(id, 24 * 60);
      await world.calm();
      await expectLadder(id, bySweep);
      await world.passes(15 * 60);
      expect(await world.rungsArmed(id)).toEqual([]);
    });

    test('a question that is asked anew has timers of its own, while those of the old one linger and fire again', async () => {
      const id = await declare();
      await world.settle();
      await world.untilAfter(id, 5 * 60 + 20);
      const old = await schedules.find(`${id}-ladder-2-g1`);
      await world.types('@ben', `ack ${id}`);
      await world.types('@ben', `unack ${id}`);
      await world.settle();
      expect(await world.timersOf(id)).toContain(`${id}-ladder-1-g2`);
      for (const [n, seconds] of [60, 320, 560, 620].entries()) await schedules.make(`lingering-${n}`, seconds, old?.Target?.Input ?? '');
      await world.passes(17 * 60);
      await expectLadder(id, onTime.slice(0, 2));
      await expectLadder(id, onTime, { generation: 2 });
    });

    test('code was deployed between arming and firing: an older schedule asks what is due by then, and nothing else', async () => {
      const id = await declare();
      await world.faults({ ...timer(id), do: 'drop' });
      await world.settle();
      const aggregate = id;
      const armed: [seconds: number, payload: unknown][] = [
        [120, { aggregate }],
        [180, { incident: id, step: 1 }],
        [302, { aggregate, timer: 'no-acknowledgement-1', generation: 1 }],
        [310, { aggregate, timer: 'no-acknowledgement-2', generation: 1 }],
        [602, { aggregate, timer: 'ladder-2' }],
        [640, { aggregate, timer: 'ladder-3', generation: 0 }],
        [640, { aggregate: 'INC-99999', timer: 'ladder-1', generation: 1 }],
        [902, { aggregate, timer: 3, generation: '1', version: 2 }],
        [910, 'ladder'],
      ];
      const passed = (Date.parse(await world.now()) - (await sinceAsked(id, 1))) / 1000;
      for (const [n, [seconds, payload]] of armed.entries())
        await schedules.make(`older-${n}`, Math.ceil(seconds - passed), JSON.stringify(payload));
      await world.untilAfter(id, 17 * 60);
      await world.calm();
      await expectLadder(id, onTime);
      expect(await rungsOf(id)).toEqual([1, 2, 3]);
    });

    test('a schedule wakes whatever is deployed, and no version of it', async () => {
      const id = await declare();
      await world.settle();
      expect((await schedules.find(`${id}-ladder-1-g1`))?.Target?.Arn).toMatch(/^arn:aws:lambda:[\w-]+:\d{12}:function:[\w-]+$/);
      await world.types('@asha', `ack ${id}`);
      await world.settle();
    });
  });
});

describe('In the other nights in which clocks change', () => {
  beforeAll(() => schedules.removeRecurring());
  beforeEach(callOff);

  test.each(laterNights)('%s', async (_, service, asked) => {
    await expectNight(service, asked);
  });

  test('nothing was said twice, nothing was lost and nothing was given up on', async () => {
    await world.passes(3600);
    await everythingIsSound(world);
  });
});
