import { describe, expect, test } from 'vitest';
import { type Over, overOfPersonRef, overOfTeamRef, type Planned, plannedOfTeamRef } from '#domain/improvement/beside';
import { capacityIn, doneIn, middleOf, planIn } from '#domain/improvement/capacity';
import { improvements } from '#domain/improvement/improvement';
import type { ImprovementEvent } from '#domain/improvement/improvement-events';
import { improvementId } from '#domain/keys';
import { perform } from '#domain/perform';
import type { Ref } from '#domain/records';
import type { ImprovementShare } from '#domain/team/improvement-share';
import { quarterBefore, quarterOf } from '#domain/time/quarter';
import { aStage, asha, ben, marek, omar, plus, teamSlug, tuesday } from '#test/builders';
import { acceptance, completion, imp, proposal } from '#test/improving';

const [bedroom, home] = [teamSlug('team-bedroom'), teamSlug('home-mpt')];
const [london, auckland] = ['Europe/London', 'Pacific/Auckland'];

describe('A quarter of the calendar', () => {
  test.each([
    [london, '2026-03-31T22:59:59.999Z', 'Q1 2026', '2026-01-01T00:00:00.000Z', '2026-03-31T23:00:00.000Z'],
    [london, '2026-03-31T23:00:00.000Z', 'Q2 2026', '2026-03-31T23:00:00.000Z', '2026-06-30T23:00:00.000Z'],
    [auckland, '2026-03-31T10:59:59.999Z', 'Q1 2026', '2025-12-31T11:00:00.000Z', '2026-03-31T11:00:00.000Z'],
    [auckland, '2026-03-31T11:00:00.000Z', 'Q2 2026', '2026-03-31T11:00:00.000Z', '2026-06-30T12:00:00.000Z'],
    [london, '2026-12-31T23:59:59.999Z', 'Q4 2026', '2026-09-30T23:00:00.000Z', '2027-01-01T00:00:00.000Z'],
  ])('%s at %s is in %s', (zone, at, name, begins, ends) => {
    expect(quarterOf(at, zone)).toMatchObject({ name, begins, ends });
  });
  test('comes after another, over the year too', () => {
    const running = quarterOf('2026-02-11T12:00:00.000Z', auckland);
    expect(running).toMatchObject({ first: '2026-01-01', last: '2026-03-31' });
    expect(quarterBefore(running, auckland)).toMatchObject({
      name: 'Q4 2025',
      first: '2025-10-01',
      last: '2025-12-31',
      ends: running.begins,
    });
  });
});

/** Written as the record writes it: each event by itself. */
async function written(...all: ImprovementEvent[][]) {
  const stage = aStage(tuesday);
  for (const [index, events] of all.entries())
    for (const event of events)
      await perform(stage, improvements, improvementId(index + 1), { facts: () => ({}), decide: () => [event] }, {});
  const read = async <One>(...refs: Ref<One[]>[]) =>
    (await stage.records.load(refs as Ref<unknown>[])).flatMap(({ value }) => value as One[]);
  return {
    planned: (team = bedroom) => read<Planned>(plannedOfTeamRef(team, '2026'), plannedOfTeamRef(team, '2027')),
    over: (team = bedroom) => read<Over>(overOfTeamRef(team, '2026')),
    overOf: (person = ben) => read<Over>(overOfPersonRef(person, '2026')),
  };
}
const moved = (at: string, from: string, dueOn: string): ImprovementEvent => ({
  type: 'ImprovementRescheduled',
  at,
  by: ben,
  from,
  dueOn,
  extension: 1,
});
const handed = (at: string, waiting: boolean): ImprovementEvent => ({
  type: 'ImprovementReassigned',
  at,
  team: home,
  because: 'service_moved',
  waiting,
  ...(waiting ? { ask: omar } : { owner: omar }),
});
const declined = (at: string): ImprovementEvent => ({ type: 'ImprovementDeclined', at, by: marek, reasonId: 'reason' });
const q1 = quarterOf(tuesday, london);
const q2 = quarterOf('2026-05-01T00:00:00.000Z', london);
const none = { planned: 0, done: 0, declined: 0, left: 0, moved: 0 };

describe('What a team had planned for a quarter', () => {
  test('is what was to be done by a day of it: done by its end, to do, put off, decided against', async () => {
    const { planned } = await written(
      [proposal(), acceptance(), completion({ at: '2026-03-31T22:59:00.000Z' })],
      [proposal(), acceptance()],
      [proposal(), acceptance(), moved('2026-03-20T10:00:00.000Z', '2026-03-25', '2026-04-15')],
      [proposal(), acceptance(), declined('2026-03-20T10:00:00.000Z')],
      [proposal()],
      [proposal(), acceptance({ dueOn: '2026-04-01' })],
    );
    expect(planIn(q1, await planned())).toEqual({ planned: 4, done: 1, declined: 1, left: 1, moved: 1 });
    expect(planIn(q2, await planned())).toEqual({ ...none, planned: 2, left: 2 });
  });

  test('at the edge is done in the quarter in which it was done by the clock of the organisation', async () => {
    const at = (done: string) => written([proposal(), acceptance({ dueOn: '2026-03-31' }), completion({ at: done })]);
    const doneIn = async (done: string, zone: string) => planIn(quarterOf(tuesday, zone), await (await at(done)).planned());
    expect(await doneIn('2026-03-31T22:59:59.000Z', london)).toMatchObject({ planned: 1, done: 1, left: 0 });
    expect(await doneIn('2026-03-31T23:00:00.000Z', london)).toMatchObject({ planned: 1, done: 0, left: 1 });
    expect(await doneIn('2026-03-31T10:59:59.000Z', auckland)).toMatchObject({ planned: 1, done: 1, left: 0 });
    expect(await doneIn('2026-03-31T11:00:00.000Z', auckland)).toMatchObject({ planned: 1, done: 0, left: 1 });
  });

  test('reads for ever as it did on its last day, whatever comes later', async () => {
    const story = [proposal(), acceptance({ dueOn: '2026-03-25' })];
    const before = planIn(q1, await (await written(story)).planned());
    for (const later of [
      [moved('2026-04-02T10:00:00.000Z', '2026-03-25', '2026-04-15')],
      [completion({ at: '2026-04-02T10:00:00.000Z' })],
      [declined('2026-04-02T10:00:00.000Z')],
      [handed('2026-04-02T10:00:00.000Z', false)],
    ])
      expect(planIn(q1, await (await written([...story, ...later])).planned())).toEqual(before);
    expect(before).toEqual({ ...none, planned: 1, left: 1 });
  });

  test('leaves out what had another date, was done or was declined before it began, and what was merged', async () => {
    const story = [proposal(), acceptance({ dueOn: '2026-04-20' })];
    const at = '2026-03-25T10:00:00.000Z';
    const { planned } = await written(
      [...story, moved(at, '2026-04-20', '2026-07-20')],
      [...story, completion({ at })],
      [...story, declined(at)],
      [...story, { type: 'ImprovementMerged', at: '2026-04-10T10:00:00.000Z', by: ben, into: imp(1) }],
    );
    expect(planIn(q2, await planned())).toEqual(none);
  });

  test('moved to and fro within it is planned once, and begun again it is to do again', async () => {
    const { planned } = await written(
      [
        proposal(),
        acceptance(),
        moved('2026-03-11T10:00:00.000Z', '2026-03-25', '2026-03-20'),
        moved('2026-03-12T10:00:00.000Z', '2026-03-20', '2026-05-20'),
        moved('2026-03-13T10:00:00.000Z', '2026-05-20', '2026-03-25'),
      ],
      [proposal(), acceptance(), completion(), { type: 'ImprovementReopened', at: plus(tuesday, 60), by: ben }],
    );
    expect(planIn(q1, await planned())).toEqual({ ...none, planned: 2, left: 2 });
    expect(planIn(q2, await planned())).toEqual(none);
  });

  test('goes with its service: away from the one team, and planned by the other once that has taken it', async () => {
    const at = '2026-03-12T10:00:00.000Z';
    const waits = await written([proposal(), acceptance(), handed(at, true)]);
    expect(planIn(q1, await waits.planned())).toEqual({ ...none, planned: 1, moved: 1 });
    expect(planIn(q1, await waits.planned(home))).toEqual(none);
    const taken = await written([proposal(), acceptance(), handed(at, true), acceptance({ at: plus(at, 60), owner: omar, team: home })]);
    expect(planIn(q1, await taken.planned(home))).toEqual({ ...none, planned: 1, left: 1 });
    expect(planIn(q1, await taken.planned())).toEqual({ ...none, planned: 1, moved: 1 });
  });
});

describe('What a team did in a quarter', () => {
  test('is counted by when it was done, with the days from choice to done', async () => {
    const { over } = await written(
      [proposal(), acceptance(), completion({ at: '2026-03-31T22:59:00.000Z' })],
      [proposal(), acceptance(), completion({ at: tuesday })],
      [proposal(), acceptance(), completion({ at: '2026-03-31T23:00:00.000Z' })],
      [proposal(), acceptance(), completion(), { type: 'ImprovementReopened', at: plus(tuesday, 60), by: ben }],
      [proposal(), declined(tuesday)],
    );
    expect(doneIn(q1, await over(), london)).toEqual([0, 21]);
    expect(doneIn(q2, await over(), london)).toEqual([22]);
    expect(doneIn(quarterOf(tuesday, auckland), await over(), auckland)).toEqual([0]);
  });

  test('stands with whoever did it too, and what is not done with whoever proposed it', async () => {
    const { overOf, over } = await written(
      [proposal(), acceptance(), completion()],
      [proposal(), declined(tuesday)],
      [proposal({ team: null, service: null }), declined(tuesday)],
    );
    const said = (all: Over[]) => all.map(({ improvement, what }) => `${improvement} ${what}`);
    expect(said(await overOf())).toEqual(['IMP-1 done']);
    expect(said(await overOf(asha))).toEqual(['IMP-2 declined', 'IMP-3 declined']);
    expect(said(await over())).toEqual(['IMP-1 done', 'IMP-2 declined']);
  });

  test('has a middle from six on, and none below', () => {
    expect(middleOf([1, 2, 3, 4, 5])).toBeUndefined();
    expect(middleOf([1, 2, 3, 4, 5, 90])).toBe(3.5);
    expect(middleOf([0, 2, 3, 4, 5, 6, 90])).toBe(4);
  });
});

describe('What a share of a quarter comes to', () => {
  const calendar = {
    zone: london,
    workingHours: { days: ['mon', 'tue', 'wed', 'thu', 'fri'] as ('mon' | 'tue' | 'wed' | 'thu' | 'fri')[], from: '09:00', to: '17:30' },
    holidays: [] as string[],
  };
  const said = (percent: number, effectiveFrom: string, version: number): ImprovementShare => ({
    version,
    percent,
    effectiveFrom,
    recordedAt: effectiveFrom,
  });
  const of = (more: { shares?: ImprovementShare[]; holidays?: string[]; zone?: string } = {}) =>
    capacityIn(q2, {
      people: 5,
      calendar: { ...calendar, holidays: more.holidays ?? [] },
      shares: more.shares ?? [],
      zone: more.zone ?? london,
    });

  test('a fifth of 65 working days of five people is 65 days of one; holidays take theirs', () => {
    expect(of()).toEqual({ people: 5, workingDays: 65, personDays: 65, shares: [{ percent: 20, from: '2026-04-01' }] });
    // Good Friday, Easter Monday, a Saturday, and a day of another quarter.
    expect(of({ holidays: ['2026-04-03', '2026-04-06', '2026-04-11', '2026-07-01'] })).toMatchObject({ workingDays: 63, personDays: 63 });
  });

  test('another share counts from the day on which it was set, by the clock of the organisation', () => {
    const late = '2026-06-28T23:30:00.000Z';
    const [shares] = [[said(0, '2026-02-01T10:00:00.000Z', 4), said(100, late, 9)]];
    // In London that is Monday the 29th, and two days of work are left.
    expect(of({ shares })).toMatchObject({
      personDays: 10,
      shares: [
        { percent: 0, from: '2026-04-01' },
        { percent: 100, from: '2026-06-29' },
      ],
    });
    expect(of({ shares, zone: 'America/New_York' }).personDays).toBe(10);
    expect(of({ shares, zone: 'America/New_York' }).shares.at(-1)).toEqual({ percent: 100, from: '2026-06-28' });
  });

  test('what is set later changes nothing of the days before, and what was said anew on one day counts last', () => {
    expect(of({ shares: [said(50, '2026-07-01T10:00:00.000Z', 2)] })).toMatchObject({ personDays: 65 });
    const shares = [said(90, '2026-04-01T10:00:00.000Z', 2), said(40, '2026-04-01T11:00:00.000Z', 3)];
    expect(of({ shares })).toMatchObject({ shares: [{ percent: 40, from: '2026-04-01' }] });
    expect(of({ shares }).personDays).toBeCloseTo(130);
  });
});
