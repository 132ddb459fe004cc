import { beforeEach, describe, expect, test } from 'vitest';
import { endedOf } from '#domain/improvement/ended';
import { improvements } from '#domain/improvement/improvement';
import type { ImprovementEvent } from '#domain/improvement/improvement-events';
import { sprintsOf } from '#domain/improvement/sprint';
import { incidents } from '#domain/incident/incident';
import { improvementId } from '#domain/keys';
import { perform } from '#domain/perform';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import type { Found, Ref } from '#domain/records';
import { declareIncident } from '#features/declare-incident/decide';
import { declaration } from '#test/authority/scenes';
import { aStage, ben, harrowHome, inc311, omar, type Stage, teamSlug, tom, tuesday } from '#test/builders';
import { acceptance, completion, imp, proposal } from '#test/improving';

const bedroom = teamSlug('team-bedroom');
const may = '2026-05-12T12:00:00.000Z';
let stage: Stage;
let rounds = 0;
beforeEach(async () => {
  stage = await harrowHome(tuesday, aStage(tuesday));
});

const records = () => ({
  load: (refs: Ref<unknown>[]) => {
    rounds += 1;
    return stage.records.load(refs);
  },
});
const happens = async (number: number, ...events: ImprovementEvent[]) => {
  for (const event of events) await perform(stage, improvements, improvementId(number), { facts: () => ({}), decide: () => [event] }, {});
};
const as = async (by: PersonId) => {
  const [found] = (await stage.records.load([personRef(by)] as Ref<unknown>[])) as [Found<Person>];
  return { by, person: found.value };
};
const sprint = async (by: PersonId, zone = 'Europe/London') => {
  const viewer = await as(by);
  rounds = 0;
  const [one] = await sprintsOf(records(), [bedroom], { now: may, zone }, viewer);
  return one;
};
const ended = async (by: PersonId, whose: Parameters<typeof endedOf>[1]) =>
  (await endedOf(stage.records, whose, may, await as(by))).known.map(({ id }) => id);
const hidden = { private: true, incidents: [inc311] };

describe('The quarter of a team', () => {
  test('is read in as many rounds for one improvement as for two hundred', async () => {
    await happens(1, proposal({ incidents: [] }), acceptance({ dueOn: '2026-05-20' }));
    expect((await sprint(tom))?.running.plan.planned).toBe(1);
    const before = rounds;
    for (let number = 2; number <= 200; number++)
      await happens(number, proposal({ incidents: [] }), acceptance({ dueOn: '2026-05-20' }), completion());
    expect((await sprint(tom))?.last.days).toHaveLength(199);
    expect(rounds).toBe(before);
  });

  test('counts what is done when nothing of it stands on the board any more, by the organisation’s clock', async () => {
    await happens(1, proposal({ incidents: [] }), acceptance({ dueOn: '2026-03-31' }), completion({ at: '2026-03-31T12:00:00.000Z' }));
    expect(await sprint(tom)).toMatchObject({ last: { plan: { planned: 1, done: 1 }, days: [21] }, running: { days: [] } });
    expect(await sprint(tom, 'Pacific/Auckland')).toMatchObject({
      last: { plan: { planned: 1, done: 0, left: 1 }, days: [] },
      running: { days: [21] },
    });
  });

  test('is the same for an outsider as if what is private were not there', async () => {
    await perform(stage, incidents, inc311, declareIncident, declaration({ private: true }));
    await happens(1, proposal({ incidents: [] }), acceptance({ dueOn: '2026-05-20' }));
    const before = await sprint(omar);
    await happens(2, proposal(hidden), acceptance({ dueOn: '2026-05-20' }));
    await happens(3, proposal(hidden), acceptance({ dueOn: '2026-03-20' }), completion());
    await happens(4, proposal(), acceptance({ dueOn: '2026-03-20' }), completion());
    expect(await sprint(omar)).toEqual(before);
    expect((await sprint(tom))?.running.plan.planned).toBe(2);
    expect((await sprint(tom))?.last.plan.planned).toBe(2);
  });

  test('is not shown of a team that is not there', async () => {
    const viewer = await as(tom);
    expect(await sprintsOf(stage.records, [teamSlug('nobody')], { now: may, zone: 'UTC' }, viewer)).toEqual([]);
  });
});

describe('What has ended', () => {
  test('is listed with the team and with whoever did it, the newest first, and not to outsiders where it is private', async () => {
    await perform(stage, incidents, inc311, declareIncident, declaration({ private: true }));
    await happens(1, proposal({ incidents: [] }), acceptance(), completion());
    await happens(2, proposal(hidden), acceptance(), completion());
    await happens(3, proposal({ incidents: [] }), { type: 'ImprovementDeclined', at: '2026-04-01T10:00:00.000Z', by: omar, reasonId: 'r' });
    expect(await ended(omar, { teams: [bedroom] })).toEqual(['IMP-3', 'IMP-1']);
    expect(await ended(tom, { teams: [bedroom] })).toEqual(['IMP-3', 'IMP-2', 'IMP-1']);
    expect(await ended(omar, { owner: ben })).toEqual(['IMP-1']);
  });

  test('leaves out what has begun again, or was done by another team in the end', async () => {
    await happens(1, proposal({ incidents: [] }), acceptance(), completion(), { type: 'ImprovementReopened', at: may, by: ben });
    expect(await ended(omar, { teams: [bedroom] })).toEqual([]);
    await happens(1, acceptance({ at: may, owner: omar, team: teamSlug('home-mpt') }), completion({ at: may, by: omar }));
    expect(await ended(omar, { teams: [bedroom] })).toEqual([]);
    expect(await ended(omar, { owner: ben })).toEqual([]);
    expect(await ended(omar, { teams: [teamSlug('home-mpt')] })).toEqual([imp(1)]);
    expect(await ended(ben, { owner: omar })).toEqual([imp(1)]);
  });
});
