import { describe, expect, test } from 'vitest';
import { gather } from '#domain/gather';
import type { IncidentEvent } from '#domain/incident/events';
import { type IncidentId, incidents } from '#domain/incident/incident';
import { calloutKey, teamId } from '#domain/keys';
import { perform } from '#domain/perform';
import { type RegisteredService, type Service, serviceRef } from '#domain/service/service';
import { type ActiveTeam, teams } from '#domain/team/team';
import { evaluate, type Surroundings, surroundingRefs } from '#domain/transfer/guardrails';
import { requiredHours } from '#domain/transfer/hours';
import { weighedBefore } from '#domain/transfer/preview';
import type { TransferKind } from '#domain/transfer/transfer-kind';
import { GroupId } from '#domain/workspace/group';
import {
  anOwner,
  aRota,
  aService,
  aStage,
  aTeam,
  crowd,
  deactivated,
  declared,
  dev,
  happened,
  hasPerson,
  hasService,
  hasTeam,
  longAgo,
  marek,
  omar,
  owned,
  plus,
  routed,
  type Stage,
  slug,
  teamSlug,
  tuesday,
} from '../../builders.ts';

const five = crowd(5);
const homeMpt = (more: Partial<ActiveTeam> = {}) =>
  aTeam({
    name: 'Home',
    teamType: 'multi_product_team',
    lead: omar,
    members: five,
    headcount: 5,
    group: GroupId.parse('S0HOME'),
    rota: aRota(five.slice(0, 4)),
    ...more,
  });
const service = (name: string, more: Partial<RegisteredService> = {}) => aService({ slug: slug(name), name, assertions: 0, ...more });

async function harrow(receiver: Partial<ActiveTeam> = {}, moving: Partial<RegisteredService> = {}): Promise<Stage> {
  const stage = aStage();
  await hasTeam(stage, 'team-bedroom', aTeam());
  await hasTeam(stage, 'home-mpt', homeMpt(receiver));
  await hasService(stage, service('bedroom', moving), owned(1, 'team-bedroom', longAgo));
  await hasService(stage, service('lighting'), owned(1, 'home-mpt', longAgo));
  return stage;
}
const weighed = async (stage: Stage, to = 'home-mpt', kind: TransferKind = 'to_maintenance') =>
  weighedBefore(stage.records, {
    service: slug('bedroom'),
    kind,
    wish: { to: teamSlug(to), plannedAt: stage.now() },
    by: marek,
    at: stage.now(),
  });
const says = async (stage: Stage, guardrail: string, to?: string) =>
  (await weighed(stage, to))?.findings.find((finding) => finding.guardrail === guardrail);

const put = (stage: Stage, id: IncidentId, ...events: IncidentEvent[]) =>
  perform(stage, incidents, id, { facts: () => ({}), decide: () => events }, null);
const theirs = (team: string) => routed({ owner: anOwner({ team: teamSlug(team) }) });

describe('What the records come to', () => {
  test('a team with time, people and something near to it may take it', async () => {
    const found = await weighed(await harrow());
    expect(found?.findings.filter(({ verdict }) => verdict !== 'passes' && verdict !== 'no_figure')).toEqual([
      { guardrail: 'G17', verdict: 'informs', because: 'left_with_nothing', figure: 2 },
    ]);
  });

  test('of a team that is not there, or whose people have left, nothing else is said', async () => {
    expect(await says(await harrow(), 'G1', 'nowhere')).toMatchObject({ verdict: 'blocks_finally', because: 'not_active' });
    const stage = await harrow();
    await hasPerson(stage, omar, deactivated);
    expect(await says(stage, 'G1')).toMatchObject({ verdict: 'blocks_finally', because: 'no_lead' });
    expect(await says(await harrow({ group: undefined }), 'G1')).toMatchObject({ because: 'no_group' });
  });

  test('leave that nobody covers is a gap in the hours that count', async () => {
    const [first, second] = five;
    const away = [first, second].map((person) => ({
      person: person ?? dev,
      from: '2026-03-11T09:00:00.000Z',
      to: '2026-03-12T09:00:00.000Z',
    }));
    const stage = await harrow({ rota: aRota(five.slice(0, 4), { away }) });
    expect(await says(stage, 'G2')).toEqual({
      guardrail: 'G2',
      verdict: 'blocks',
      because: 'uncovered',
      figure: 92,
      limit: 100,
      about: ['home-mpt 2026-03-11T09:00:00.000Z 2026-03-12T09:00:00.000Z'],
    });
  });

  test('six take turns where the team is on call round the clock by itself', async () => {
    expect(await says(await harrow({}, { availabilityTarget: 99.9 }), 'G5')).toMatchObject({ verdict: 'warns', figure: 4, limit: 6 });
    expect(await says(await harrow({ rota: aRota(crowd(6)) }, { availabilityTarget: 99.9 }), 'G5')).toMatchObject({ verdict: 'passes' });
  });

  test('who has left Slack counts in no rota', async () => {
    const stage = await harrow();
    for (const person of five.slice(0, 2)) await hasPerson(stage, person, deactivated);
    expect(await says(stage, 'G5')).toMatchObject({ verdict: 'blocks', figure: 2 });
  });

  test('nobody has to be on call at night for what may be down until morning', async () => {
    const { begins, ends } = { begins: '2026-03-10T18:00:00.000Z', ends: '2026-03-11T06:00:00.000Z' };
    const away = five.map((person) => ({ person, from: begins, to: ends }));
    const rota = aRota(five.slice(0, 4), { away });
    expect(await says(await harrow({ rota }, { availabilityTarget: 95 }), 'G2')).toMatchObject({ verdict: 'passes' });
    expect(await says(await harrow({ rota }, { availabilityTarget: 99.9 }), 'G2')).toMatchObject({ verdict: 'blocks' });
  });

  test('services are counted by what rests on the team, and retired ones are no load', async () => {
    const stage = await harrow();
    for (const name of ['a', 'b', 'c']) await hasService(stage, service(name, { productDomain: name }), owned(1, 'home-mpt', longAgo));
    await hasService(stage, service('gone', { lifecycle: 'retired' }), owned(1, 'home-mpt', longAgo));
    expect(await says(stage, 'G8')).toMatchObject({ figure: 5, per: 5 });
    expect(await says(stage, 'G6')).toMatchObject({ figure: 4, verdict: 'warns' });
  });

  test('the share of support is what their lead has said last', async () => {
    const stage = await harrow();
    const stated = { type: 'SupportShareStated', at: tuesday, by: omar, percent: 52, weeks: 4 } as const;
    await perform(stage, teams, teamId('home-mpt'), { facts: () => ({}), decide: () => [stated] }, null);
    expect(await says(stage, 'G9')).toEqual({ guardrail: 'G9', verdict: 'blocks', figure: 52, limit: 50 });
  });

  test('calls at night of the last four weeks are counted, older ones are not', async () => {
    const stage = await harrow();
    const called = (at: string, incident: string) => ({
      key: calloutKey(five[0] ?? dev, at, incident, 1),
      value: { incident, generation: 1, at, as: 'on_call', compensation: 'callout_pay' },
      expected: 0,
    });
    const nights = Array.from({ length: 100 }, (_, n) => called(plus(tuesday, -60 * (n + 1)), `INC-${n + 1}`));
    const old = called('2026-02-10T01:00:00.000Z', 'INC-500');
    for (const one of [...nights, old]) await stage.records.append({ heads: [], puts: [one], holds: [], claims: [] });
    // Four weeks have 672 hours, of which 20 days of eight and a half are worked: 41.8 stretches of twelve.
    const found = await says(stage, 'G10');
    expect(found).toMatchObject({ verdict: 'warns', limit: 2 });
    expect(found?.figure).toBeCloseTo(100 / ((672 - 170) / 12), 5);
  });
});

describe('What burns', () => {
  test('is the service itself, by any of its incidents, and the receiver, where it is serious', async () => {
    const stage = await harrow();
    await put(stage, 'INC-1', declared({ severity: 'sev4' }), theirs('team-bedroom'));
    await put(stage, 'INC-2', declared({ service: slug('lighting'), severity: 'sev3' }), theirs('home-mpt'));
    expect(await says(stage, 'G12')).toMatchObject({ verdict: 'informs', about: ['INC-1'] });
    expect(await says(stage, 'G11')).toMatchObject({ verdict: 'passes' });
    await put(stage, 'INC-3', declared({ service: slug('lighting'), severity: 'sev2' }), theirs('home-mpt'));
    expect(await says(stage, 'G11')).toMatchObject({ verdict: 'informs', about: ['INC-3'] });
  });

  test.each<[string, IncidentEvent[]]>([
    ['restored', [declared(), theirs('team-bedroom'), happened('IncidentMitigated', { at: plus(tuesday, 5) })]],
    ['cancelled', [declared(), theirs('team-bedroom'), happened('IncidentCancelled', { reasonId: 'why' })]],
    ['a duplicate', [declared(), theirs('team-bedroom'), happened('IncidentMarkedDuplicate', { of: 'INC-7' })]],
    ['a drill', [declared({ drill: true }), theirs('team-bedroom')]],
    ['a private one, to those who only ask', [declared({ private: true }), theirs('team-bedroom')]],
  ])('is not %s', async (_, events) => {
    const stage = await harrow();
    await put(stage, 'INC-1', ...events);
    expect(await says(stage, 'G12')).toEqual({ guardrail: 'G12', verdict: 'passes' });
  });

  test('is also what is private, when it is to be completed, without its name', async () => {
    const stage = await harrow();
    await put(stage, 'INC-1', declared({ private: true }), theirs('team-bedroom'));
    await put(stage, 'INC-2', declared({ private: true, service: slug('lighting') }), theirs('home-mpt'));
    const around = await gather<Surroundings & { moving: Service }>(stage.records, (known) => ({
      ...surroundingRefs(known.moving ?? { state: 'none' }, { plan: { to: teamSlug('home-mpt') }, at: tuesday }, known),
      moving: serviceRef('bedroom'),
    }));
    const plan = { to: teamSlug('home-mpt'), model: 'ybiyri' } as const;
    const found = evaluate({ kind: 'to_maintenance', plan, phase: 'completion', at: tuesday, by: omar }, around.moving, around);
    expect(found.filter(({ verdict }) => verdict === 'blocks')).toEqual([
      { guardrail: 'G11', verdict: 'blocks', because: 'not_now', figure: 1 },
      { guardrail: 'G12', verdict: 'blocks', because: 'not_now', figure: 1 },
    ]);
  });
});

describe('Who has to be on call', () => {
  const of = (more: Partial<Parameters<typeof requiredHours>[0]>) =>
    Object.fromEntries(requiredHours({ owner: teamSlug('home-mpt'), model: 'ybiyri', target: 99.9, ...more }));
  const tier = (team: string, level: number, bestEndeavours = false) => ({
    team: teamSlug(team),
    level,
    hours: 'all' as const,
    bestEndeavours,
  });

  test('is the owner, round the clock from 99.9 % on, and by day below 99 %', () => {
    expect(of({ target: 99.9 })).toEqual({ 'home-mpt': 'all' });
    expect(of({ target: 99 })).toEqual({ 'home-mpt': 'all' });
    expect(of({ target: 95 })).toEqual({ 'home-mpt': 'working' });
    expect(of({ target: undefined })).toEqual({ 'home-mpt': 'all' });
  });

  test('is whoever covers the domain at night, where somebody does', () => {
    expect(of({ target: 99, support: { cover: teamSlug('home-night') } })).toEqual({ 'home-mpt': 'working', 'home-night': 'out' });
    expect(of({ target: 99.9, support: { cover: teamSlug('home-night') } })).toEqual({ 'home-mpt': 'all' });
  });

  test('is every tier but those of best endeavours', () => {
    const support = { tiers: [tier('service-desk', 1), tier('home-mpt', 2), tier('builders', 3, true)] };
    expect(of({ model: 'ops_run_it', support })).toEqual({ 'service-desk': 'all', 'home-mpt': 'all' });
  });
});
