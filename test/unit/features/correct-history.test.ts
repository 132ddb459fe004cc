import { describe, expect, test } from 'vitest';
import { IncidentEvent } from '#domain/incident/events';
import { type Incident, incidents } from '#domain/incident/incident';
import { serviceId } from '#domain/keys';
import { perform } from '#domain/perform';
import { incidentFacts } from '#domain/public/incident-facts';
import type { Ref } from '#domain/records';
import { assertionsRef, history, ownerAt } from '#domain/service/ownership';
import { services } from '#domain/service/service';
import { serviceProjection } from '#domain/service/view';
import { loadRef } from '#domain/team/load';
import { type CorrectHistory, correctHistory } from '#features/correct-history/decide';
import { list } from '#features/correct-history/list';
import { declareIncident } from '#features/declare-incident/decide';
import { reattributeIncidents } from '#features/reattribute-incident/scan';
import { routeIncident } from '#features/route-incident/decide';
import { setImpact } from '#features/set-impact/decide';
import { serviceReactions } from '#following/service-reactions';
import { declaration } from '#test/authority/scenes';
import {
  aService,
  aTeam,
  dev,
  harrowHome,
  hasService,
  hasTeam,
  inc311,
  longAgo,
  marek,
  omar,
  owned,
  plus,
  priya,
  type Stage,
  teamSlug,
  tom,
  tuesday,
} from '#test/builders';

/** It moved on Monday morning, says the record; it was on Wednesday. */
const monday = '2026-03-09T09:00:00.000Z';
const wednesday = '2026-03-11T09:00:00.000Z';
const thursday = '2026-03-12T12:00:00.000Z';
const bedroom = serviceId('bedroom');
const load = async <Value>({ records }: Stage, ref: Ref<Value>) => (await records.load([ref] as Ref<unknown>[]))[0]?.value as Value;

async function movedOnMonday(): Promise<Stage> {
  const stage = await harrowHome(monday);
  await hasTeam(stage, 'home-mpt', aTeam({ name: 'Home', teamType: 'multi_product_team', lead: omar, members: [omar] }));
  await hasTeam(stage, 'garden-mpt', aTeam({ name: 'Garden', lead: dev }));
  await hasService(stage, aService(), owned(1, 'team-bedroom', longAgo), owned(2, 'home-mpt', monday, { solution: 'multi_product_team' }));
  return stage;
}
const correct = (stage: Stage, more: Partial<CorrectHistory> = {}) =>
  perform(stage, services, bedroom, correctHistory, {
    by: priya,
    at: stage.now(),
    supersedes: 2,
    owner: teamSlug('home-mpt'),
    model: 'ybiyri',
    effectiveFrom: wednesday,
    reason: 'They took it on Wednesday',
    reasonId: stage.newId(),
    ...more,
  });

describe('The history of a service', () => {
  test('is corrected by a word beside the wrong one: both times can be asked for', async () => {
    const stage = await movedOnMonday();
    stage.setTime(thursday);
    const { events } = await correct(stage);
    expect(events).toMatchObject([
      { type: 'OwnershipAsserted', version: 3, supersedes: 2, owner: 'home-mpt', solution: 'multi_product_team', reason: 'correction' },
      { type: 'OwnershipCorrected', version: 3, supersedes: 2, from: monday, by: priya },
    ]);
    const assertions = await load(stage, assertionsRef('bedroom'));
    expect(assertions).toHaveLength(3);
    expect(history(assertions).map(({ version, owner }) => [version, owner])).toEqual([
      [1, 'team-bedroom'],
      [3, 'home-mpt'],
    ]);
    expect(ownerAt(assertions, tuesday)?.owner).toBe('team-bedroom');
    expect(ownerAt(assertions, tuesday, plus(thursday, -1))?.owner).toBe('home-mpt');
    const shown = JSON.stringify(list(aService(), assertions, 0).blocks);
    expect(shown).toMatch(/corrects entry 2/);
    expect(shown).toMatch(/Entry 2, believed since/);
  });

  test('corrected to another owner, what rests on both teams and the card are right at once', async () => {
    const stage = await movedOnMonday();
    stage.setTime(thursday);
    const owns = async (team: string) => (await load(stage, loadRef(teamSlug(team)))).owns;
    expect([await owns('team-bedroom'), await owns('home-mpt')]).toEqual([[], ['bedroom']]);
    const { state } = await correct(stage, { owner: teamSlug('team-bedroom'), effectiveFrom: monday });
    expect(state).toMatchObject({ owned: { owner: 'team-bedroom', solution: 'delivery_team_background', version: 3 }, assertions: 3 });
    expect([await owns('team-bedroom'), await owns('home-mpt')]).toEqual([['bedroom'], []]);
  });

  test('corrected wrongly is corrected back, to the team that the first correction took it from', async () => {
    const stage = await movedOnMonday();
    stage.setTime(thursday);
    await correct(stage, { owner: teamSlug('team-bedroom'), effectiveFrom: monday });
    stage.setTime(plus(thursday, 60));
    const { state } = await correct(stage, { supersedes: 3 });
    expect(state).toMatchObject({ owned: { owner: 'home-mpt', effectiveFrom: wednesday } });
  });

  test('is told to the leads of those whose it is or was by that, and where ownership is spoken of', async () => {
    const stage = await movedOnMonday();
    stage.setTime(thursday);
    const { events } = await correct(stage);
    const { derive } = serviceProjection(stage, bedroom, serviceReactions);
    const { effects } = await derive((await stage.log.events(bedroom, 0)).length - events.length);
    const said = effects.map((effect) => (effect.kind === 'message' ? [effect.to, effect.text] : []));
    expect(said.map(([to]) => to)).toEqual([omar, marek, '#ownership']);
    expect(said[0]?.[1]).toMatch(/<@U0PRIYA> has corrected whose \*Bedroom\* was from .* It is with home-mpt now\./);
  });

  test.each([
    ['by anybody else than its product manager', { by: omar }, 'history_not_yours'],
    ['without words', { reason: ' ' }, 'no_words'],
    ['to a time that is still to come', { effectiveFrom: plus(thursday, 1) }, 'not_yet'],
    ['to a time before it was there', { effectiveFrom: plus(longAgo, -1) }, 'before_it_was_there'],
    ['to a team that has never had it', { owner: teamSlug('garden-mpt'), effectiveFrom: monday }, 'is_a_transfer'],
    [
      'so that today it is somebody else’s by an entry that was missing',
      { supersedes: undefined, owner: teamSlug('team-bedroom') },
      'is_a_transfer',
    ],
    ['to a team that does not exist', { owner: teamSlug('nobody') }, 'no_team'],
    ['to a team that owns nothing', { owner: teamSlug('service-desk') }, 'supports_only'],
    ['where nothing was wrong', { effectiveFrom: monday }, 'nothing_wrong'],
    ['of an entry that is not there', { supersedes: 7 }, 'not_believed'],
    ['so that nobody would have owned it before', { supersedes: 1, effectiveFrom: plus(longAgo, 60) }, 'gap'],
  ])('is not corrected %s', async (_, more, code) => {
    const stage = await movedOnMonday();
    stage.setTime(thursday);
    await expect(correct(stage, more)).rejects.toMatchObject({ code });
    expect(await load(stage, assertionsRef('bedroom'))).toHaveLength(2);
  });

  test('corrected by two at once is corrected once, and the other is told', async () => {
    const stage = await movedOnMonday();
    stage.setTime(thursday);
    const both = await Promise.allSettled([correct(stage), correct(stage, { effectiveFrom: plus(wednesday, 60) })]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'not_believed' } });
  });
});

describe('An incident of a time whose owner was corrected', () => {
  async function brokenOnTuesday(startedAt: string): Promise<Stage> {
    const stage = await movedOnMonday();
    stage.setTime(tuesday);
    await perform(stage, incidents, inc311, declareIncident, declaration());
    await perform(stage, incidents, inc311, routeIncident, { at: tuesday });
    const act = { by: tom, inRoom: true, at: tuesday, level: 'unavailable' as const, from: startedAt, reasonId: 'impact' };
    await perform(stage, incidents, inc311, setImpact, act);
    stage.setTime(thursday);
    await stage.outbox.reconciled(bedroom, 'main', (await stage.log.events(bedroom, 0)).length);
    return stage;
  }
  const story = async (stage: Stage) => (await stage.log.events(inc311, 0)).map(({ body }) => IncidentEvent.parse(body));
  const facts = async (stage: Stage) => incidentFacts(inc311, await story(stage));

  test('is attributed anew once, however often it is looked at; who was asked stays', async () => {
    const stage = await brokenOnTuesday(plus(tuesday, -10));
    expect(await facts(stage)).toMatchObject({ owner: { team_id: 'home-mpt' }, restated: false });
    await correct(stage);
    await reattributeIncidents(stage, bedroom);
    await reattributeIncidents(stage, bedroom);
    expect((await story(stage)).filter(({ type }) => type === 'IncidentReattributed')).toMatchObject([
      { by: priya, owner: { team: 'team-bedroom', ownershipVersion: 1 }, asOf: plus(tuesday, -10), assertion: 3 },
    ]);
    expect(await facts(stage)).toMatchObject({ owner: { team_id: 'team-bedroom' }, owner_as_of: plus(tuesday, -10), restated: true });
    const [head] = await stage.records.load([{ key: { pk: 'INC#311', sk: '@' }, read: (stored) => incidents.state.parse(stored) }]);
    expect(head?.value as Incident).toMatchObject({ routing: { owner: { team: 'home-mpt' } }, attributed: { team: 'team-bedroom' } });
  });

  test('that began before that time stays whose it was', async () => {
    const stage = await brokenOnTuesday(plus(monday, -30));
    await correct(stage);
    await reattributeIncidents(stage, bedroom);
    expect((await story(stage)).some(({ type }) => type === 'IncidentReattributed')).toBe(false);
  });

  test('is left alone by everything else that happens to its service', async () => {
    const stage = await brokenOnTuesday(plus(tuesday, -10));
    await hasService(stage, aService({ name: 'Bedrooms' }));
    await reattributeIncidents(stage, bedroom);
    expect((await story(stage)).some(({ type }) => type === 'IncidentReattributed')).toBe(false);
  });
});
