import { beforeEach, describe, expect, test } from 'vitest';
import { groupId, serviceId, teamId } from '#domain/keys';
import { type Act, perform } from '#domain/perform';
import type { Ref } from '#domain/records';
import { services } from '#domain/service/service';
import { loadRef } from '#domain/team/load';
import { onCall } from '#domain/team/rota';
import { type ActiveTeam, type Team, type TeamEvent, teamRef, teams } from '#domain/team/team';
import { GroupId, groups } from '#domain/workspace/group';
import { changeHandBack } from '#features/change-hand-back/decide';
import { detectGaps } from '#features/detect-gaps/decide';
import { disbandTeam } from '#features/disband-team/decide';
import { coverTurn, endLeave, followGroup, readGroup, setOrder, takeLeave } from '#features/keep-rota/decide';
import { readLine as readRota } from '#features/keep-rota/line';
import { observeGroup } from '#features/observe-workspace/decide';
import { rotateOnCall } from '#features/rotate-on-call/decide';
import { readPercent } from '#features/show-load/modal';
import { answerSwap, askSwap, lapseSwaps } from '#features/swap-week/decide';
import {
  asha,
  aTeam,
  ben,
  chloe,
  dev,
  guest,
  harrowHome,
  hasPerson,
  hasTeam,
  isOwned,
  longAgo,
  marek,
  owned,
  plus,
  type Stage,
  teamSlug,
  tuesday,
} from '#test/builders';

const [bedroom, slug, london] = [teamId('team-bedroom'), teamSlug('team-bedroom'), 'Europe/London'];
const week = (weeks: number) => plus(tuesday, weeks * 10_080);
let stage: Stage;
beforeEach(async () => {
  stage = await harrowHome();
});

const does = async <Facts, Command>(act: Act<Team, Facts, Command, TeamEvent>, command: Command, id = bedroom) =>
  (await perform(stage, teams, id, act, command)).events;
const team = async (name = slug) => {
  const [found] = await stage.records.load([teamRef(name)] as Ref<unknown>[]);
  return found?.value as ActiveTeam;
};
const superhero = async (at: string) => onCall((await team()).rota, london, at).superhero;
const types = (events: TeamEvent[]) => events.map(({ type }) => type);

describe('A rota is kept', () => {
  test('an order that begins with a week that has begun is refused, and so is one with somebody twice in it, with nobody, or with a guest', async () => {
    const order = (people = [chloe, asha], starts = '2026-03-16') =>
      does(setOrder, { by: marek, at: tuesday, order: people, starts, handOver: '09:00' });
    await expect(order([chloe], '2026-03-09')).rejects.toThrow('past weeks stay as they were');
    await expect(order([chloe, chloe])).rejects.toThrow('twice');
    await expect(order([])).rejects.toThrow('at least one person');
    await hasPerson(stage, dev, guest);
    await expect(order([dev])).rejects.toThrow('cannot be on call');
    expect(types(await order())).toEqual(['TeamRotaSet']);
    expect([await superhero(tuesday), await superhero(week(1)), await superhero(week(2))]).toEqual([asha, chloe, asha]);
  });

  test('leave counts from now on at the earliest, once, and ends sooner', async () => {
    const leave = { by: asha, at: tuesday, person: asha, from: plus(tuesday, -600), to: plus(tuesday, 600) };
    expect(await does(takeLeave, leave)).toMatchObject([{ from: tuesday, to: plus(tuesday, 600) }]);
    expect(await does(takeLeave, leave)).toEqual([]);
    expect([await superhero(plus(tuesday, -1)), await superhero(tuesday), await superhero(plus(tuesday, 600))]).toEqual([asha, null, asha]);
    expect(types(await does(endLeave, { by: asha, at: plus(tuesday, 60), person: asha }))).toEqual(['LeaveEnded']);
    expect([await superhero(plus(tuesday, 59)), await superhero(plus(tuesday, 60))]).toEqual([null, asha]);
    expect(await does(endLeave, { by: asha, at: plus(tuesday, 61), person: asha })).toEqual([]);
  });

  test('whoever stood in last counts, and what is over stays', async () => {
    const cover = (person: typeof dev, from: number, to: number) =>
      does(coverTurn, { by: marek, at: tuesday, person, role: 'superhero', from: plus(tuesday, from), to: plus(tuesday, to) });
    await cover(chloe, 0, 600);
    await cover(dev, 300, 900);
    expect([await superhero(plus(tuesday, 299)), await superhero(plus(tuesday, 300)), await superhero(plus(tuesday, 900))]).toEqual([
      chloe,
      dev,
      asha,
    ]);
    await expect(cover(dev, -600, -1)).rejects.toThrow('over');
  });

  test('read from a group, whoever is in it is on call; what the group was before stays so', async () => {
    const group = GroupId.parse('S0ONCALL');
    await hasTeam(stage, 'team-bedroom', aTeam({ group }));
    const members = (people: (typeof asha)[], at: string) =>
      perform(stage, groups, groupId(group), observeGroup, { at, members: people, scan: true });
    await members([chloe, ben], tuesday);
    await does(followGroup, { by: marek, at: tuesday, day: '2026-03-09' });
    expect(onCall((await team()).rota, london, tuesday)).toMatchObject({ superhero: ben, sideKick: chloe });
    stage.setTime(plus(tuesday, 60));
    await members([chloe], plus(tuesday, 60));
    expect(types(await does(readGroup, { at: plus(tuesday, 60) }))).toEqual(['TeamRotaSet']);
    expect(await does(readGroup, { at: plus(tuesday, 61) })).toEqual([]);
    expect([await superhero(plus(tuesday, -1)), await superhero(tuesday), await superhero(plus(tuesday, 60))]).toEqual([asha, ben, chloe]);
    expect(await does(rotateOnCall, { at: week(1) })).toEqual([]);
  });

  test.each([
    ['', { kind: 'show' }],
    ['ics', { kind: 'calendar' }],
    ['order <@U0ASHA|asha> <@U0BEN> from 6 April', { kind: 'order', order: [asha, ben], starts: '6 April', handOver: undefined }],
    ['order <@U0ASHA> from 2026-04-06 at 9:30', { kind: 'order', order: [asha], starts: '2026-04-06', handOver: '09:30' }],
    ['cover <@U0BEN> from Sat to Mon as side-kick', { kind: 'cover', person: ben, role: 'side_kick', span: 'from Sat to Mon' }],
    ['away from 14 Mar to 16 Mar', { kind: 'away', person: chloe, span: 'from 14 Mar to 16 Mar' }],
    ['back <@U0BEN>', { kind: 'back', person: ben }],
    ['cover', { kind: 'form', of: 'cover' }],
    ['order <@U0ASHA>', undefined],
    ['swim', undefined],
  ])('“rota … %s” is read', (said, line) => {
    expect(readRota(said, chloe)).toEqual(line);
  });
});

describe('A swap', () => {
  const ask = (more: object = {}) => does(askSwap, { by: asha, at: tuesday, id: 's1', with: ben, on: week(2), ...more });
  const answer = (more: object = {}) => does(answerSwap, { by: ben, at: tuesday, swap: 's1', accepted: true, ...more });

  test('of the week that runs gives away what is left of it', async () => {
    expect(await ask({ on: tuesday, at: plus(tuesday, 60) })).toMatchObject([
      { give: { from: plus(tuesday, 60), to: '2026-03-16T09:00:00.000Z' } },
    ]);
    await answer({ at: plus(tuesday, 120) });
    expect([await superhero(plus(tuesday, 119)), await superhero(plus(tuesday, 120))]).toEqual([asha, ben]);
    expect(onCall((await team()).rota, london, plus(tuesday, 121)).sideKick).toBe(asha);
  });

  test('is refused with oneself, with somebody of another team, for a week that is another’s, and twice', async () => {
    await expect(ask({ with: asha })).rejects.toThrow('That is you');
    await expect(ask({ with: dev })).rejects.toThrow('not in that team');
    await expect(ask({ by: chloe })).rejects.toThrow('has no turn');
    await ask();
    await expect(ask({ id: 's2' })).rejects.toThrow('asked for that turn already');
  });

  test('somebody on leave then is not asked', async () => {
    await does(takeLeave, { by: ben, at: tuesday, person: ben, from: week(1), to: week(3) });
    await expect(ask()).rejects.toThrow('on leave');
  });

  test('that rests on a rota that has changed since changes nothing', async () => {
    await ask();
    await does(setOrder, { by: marek, at: tuesday, order: [chloe, ben], starts: '2026-03-16', handOver: '09:00' });
    await expect(answer()).rejects.toThrow('changed since');
  });

  test('lapses as its week begins, and not before', async () => {
    await ask();
    expect(await does(lapseSwaps, { at: '2026-03-23T08:58:00.000Z', early: true })).toEqual([]);
    expect(types(await does(lapseSwaps, { at: '2026-03-23T08:59:10.000Z', early: true }))).toEqual(['SwapLapsed']);
    expect(await does(lapseSwaps, { at: week(3) })).toEqual([]);
    await expect(answer({ at: week(2) })).rejects.toThrow('That question is over');
  });

  test('for a week that begins sooner lapses as that one begins: nobody gives a week away for nothing', async () => {
    await ask({ on: week(4), takes: week(1) });
    expect(await does(lapseSwaps, { at: '2026-03-16T08:58:00.000Z', early: true })).toEqual([]);
    await expect(answer({ at: '2026-03-17T12:00:00.000Z' })).rejects.toThrow('That question is over');
    expect(types(await does(lapseSwaps, { at: '2026-03-16T09:00:00.000Z' }))).toEqual(['SwapLapsed']);
  });

  test('for what is left of a week that runs leaves what has been of it as it was', async () => {
    await ask({ by: ben, with: asha, on: week(1), takes: tuesday });
    await answer({ by: asha, at: plus(tuesday, 120) });
    expect([await superhero(plus(tuesday, 119)), await superhero(plus(tuesday, 120)), await superhero(week(1))]).toEqual([asha, ben, asha]);
  });

  const [wednesday, thursday] = ['2026-03-25T00:00:00.000Z', '2026-03-26T00:00:00.000Z'];
  const covers = (from: string, to: string, person = chloe) =>
    does(coverTurn, { by: marek, at: tuesday, person, role: 'superhero', from, to });

  test('by whoever covers a day gives away that day, and not the week around it', async () => {
    await covers(wednesday, thursday);
    expect(await ask({ by: chloe, with: ben, on: plus(wednesday, 600) })).toMatchObject([{ give: { from: wednesday, to: thursday } }]);
    await answer();
    expect([await superhero(week(2)), await superhero(wednesday), await superhero(thursday)]).toEqual([asha, ben, asha]);
  });

  test('of a week that begins with a day that somebody covers gives the rest of it', async () => {
    await covers('2026-03-23T09:00:00.000Z', '2026-03-24T00:00:00.000Z');
    expect(await ask()).toMatchObject([{ give: { from: '2026-03-24T00:00:00.000Z', to: '2026-03-30T08:00:00.000Z' } }]);
    await answer();
    expect([await superhero('2026-03-23T12:00:00.000Z'), await superhero(week(2))]).toEqual([chloe, ben]);
  });

  test('of a week of which somebody covers a part since is not theirs to give whole any more', async () => {
    await ask();
    await covers(wednesday, thursday);
    await expect(answer()).rejects.toThrow('changed since');
  });
});

describe('A hand-over is on record', () => {
  test('once, however often the timer comes, and names who was there and who is', async () => {
    const at = '2026-03-16T09:00:20.000Z';
    expect(await does(rotateOnCall, { at })).toMatchObject([
      { begins: '2026-03-16T09:00:00.000Z', before: { superhero: asha, sideKick: ben }, now: { superhero: ben, sideKick: asha } },
    ]);
    expect(await does(rotateOnCall, { at: plus(at, 1), early: true })).toEqual([]);
  });

  test('not where the same people go on', async () => {
    await does(askSwap, { by: ben, at: tuesday, id: 's1', with: asha, on: week(1) });
    await does(answerSwap, { by: asha, at: tuesday, swap: 's1', accepted: true });
    expect(await does(rotateOnCall, { at: '2026-03-16T09:00:20.000Z' })).toEqual([]);
  });
});

describe('The scan', () => {
  const scan = (at: string) => does(detectGaps, { at, slug });

  test('tells each gap once to the lead and once to the product manager, and nothing where somebody steps in', async () => {
    const span = { from: '2026-03-20T00:00:00.000Z', to: '2026-03-21T00:00:00.000Z' };
    for (const person of [asha, ben]) await does(takeLeave, { by: person, at: tuesday, person, ...span });
    expect(await scan('2026-03-11T03:17:00.000Z')).toMatchObject([{ gap: span, told: 'lead', people: [marek], services: ['bedroom'] }]);
    expect(await scan('2026-03-12T03:17:00.000Z')).toEqual([]);
    expect(await scan('2026-03-17T03:17:00.000Z')).toMatchObject([{ gap: span, told: 'product_managers' }]);
    expect(await scan('2026-03-18T03:17:00.000Z')).toEqual([]);
    await does(coverTurn, { by: marek, at: tuesday, person: chloe, role: 'superhero', ...span });
    expect(await scan('2026-03-19T03:17:00.000Z')).toEqual([]);
  });
});

describe('A team is disbanded', () => {
  const attic = teamSlug('attic');
  const disband = async (at = tuesday) => {
    const { events, answer } = await perform(stage, teams, teamId('attic'), disbandTeam, { by: marek, at, slug: attic });
    return { types: types(events), answer };
  };
  beforeEach(async () => {
    await hasTeam(stage, 'attic', aTeam({ name: 'Attic', group: undefined }));
  });

  test('not while it takes a service back, which is named; once another team does, it is', async () => {
    await isOwned(stage, 'bedroom', owned(2, 'team-bedroom', longAgo, { handBack: attic, recordedAt: stage.now() }));
    expect(await disband()).toMatchObject({
      types: ['TeamDisbandRefused'],
      answer: { owns: [], takesBack: ['bedroom'], supports: [], incoming: [] },
    });
    await perform(stage, services, serviceId('bedroom'), changeHandBack, { by: marek, at: plus(stage.now(), 1), to: slug });
    const [load] = await stage.records.load([loadRef(attic)] as Ref<unknown>[]);
    expect(load?.value).toMatchObject({ takesBack: [] });
    expect(await disband()).toEqual({ types: ['TeamDisbanded'], answer: null });
  });

  test('nothing can come to it any more, and what it was remains', async () => {
    await disband();
    const word = owned(2, 'attic', longAgo, { recordedAt: stage.now() });
    await expect(isOwned(stage, 'bedroom', word)).rejects.toThrow('There is no team attic');
    expect(await team(attic)).toMatchObject({ state: 'disbanded', name: 'Attic', lead: marek });
  });
});

test.each([
  ['52%', 52],
  ['52 %', 52],
  ['7,5', 7.5],
  ['a lot', -1],
  ['-4', -1],
  ['', -1],
])('a share of “%s” is read as %d', (said, percent) => {
  expect(readPercent(said)).toBe(percent);
});
