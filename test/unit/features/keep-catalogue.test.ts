import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { organisationId, teamId } from '#domain/keys';
import { organisations } from '#domain/organisation/organisation';
import { perform } from '#domain/perform';
import type { Ref } from '#domain/records';
import { lifecyclesRef } from '#domain/service/lifecycle';
import { namesOf } from '#domain/service/names';
import { assertionsRef, ownerAt } from '#domain/service/ownership';
import { descriptionOf, namedRef } from '#domain/service/service';
import { targetsRef } from '#domain/service/targets';
import { teams } from '#domain/team/team';
import { Catalogue } from '#features/keep-catalogue/catalogue';
import { configureOrganisation, describeTeam, setRota } from '#features/keep-catalogue/decide';
import { keepService } from '#features/keep-catalogue/keep';
import {
  anEntry,
  aRota,
  aService,
  aStage,
  asha,
  aTeam,
  harrowHome,
  isOwned,
  keepsService,
  longAgo,
  marek,
  owned,
  plus,
  type Stage,
  slug,
  teamSlug,
  tuesday,
} from '#test/builders';
import { loadCatalogue } from '../../../functions/handlers/catalogue.ts';

const described = (more: Parameters<typeof aService>[0] = {}) => descriptionOf(aService(more));
const register = (stage: Stage, more: Parameters<typeof aService>[0] = {}) => keepsService(stage, described(more));
const events = async (stage: Stage) => (await stage.outbox.unpublished('9999', 10_000)).length;
const load = async <Value>({ records }: Stage, ref: Ref<Value>) => (await records.load([ref] as Ref<unknown>[]))[0]?.value as Value;

describe('A service', () => {
  test('is found under each of its names from the moment it is registered', async () => {
    const stage = aStage();
    const names = { aliases: ['Beds'], journeys: ['Buy a bed'], alertKeys: ['bed-5xx'], urls: ['https://shop.example.com/bedroom'] };
    expect((await register(stage, names)).events).toMatchObject([
      { type: 'ServiceRegistered', slug: 'bedroom' },
      { type: 'ServiceTargetsChanged', targets: { availability: 99 } },
    ]);
    for (const name of namesOf({ ...anEntry('Bedroom'), ...names }))
      expect(await load(stage, namedRef(name)), name).toEqual({ service: 'bedroom' });
  });

  test('registered again as it is changes nothing, whatever the order of its fields; otherwise it has changed', async () => {
    const stage = aStage();
    await register(stage, { aliases: ['Beds'] });
    expect((await register(stage, { aliases: ['Beds'] })).events).toEqual([]);
    const reversed = Object.fromEntries(Object.entries(described({ aliases: ['Beds'] })).toReversed()) as ReturnType<typeof described>;
    expect((await keepsService(stage, reversed)).events).toEqual([]);
    expect((await register(stage, { aliases: ['Beds', 'Mattresses'] })).events).toMatchObject([{ type: 'ServiceChanged' }]);
    expect(await load(stage, namedRef('mattresses'))).toEqual({ service: 'bedroom' });
  });

  test('cannot take a name that leads to another, not even at the same time', async () => {
    const stage = aStage();
    const taking = await Promise.allSettled([
      register(stage, { aliases: ['Beds'] }),
      register(stage, { slug: slug('sleep'), name: 'Sleep', aliases: ['BEDS'] }),
    ]);
    expect(taking.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(taking.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'name_taken', message: expect.stringContaining('“beds”') },
    });
  });

  test('that is told of anew keeps whose it is; lifecycle and target change by their own events, from then on', async () => {
    const stage = await harrowHome();
    const { state, events } = await register(stage, { lifecycle: 'maintenance_mode', availabilityTarget: 95, name: 'Bedrooms' });
    expect(state).toMatchObject({ lifecycle: 'maintenance_mode', availabilityTarget: 95, name: 'Bedrooms', assertions: 1 });
    expect(state).toMatchObject({ owned: { owner: 'team-bedroom' }, lifecycles: 2, targetings: 2 });
    expect(events).toMatchObject([
      { type: 'ServiceChanged', lifecycle: 'active', availabilityTarget: 99 },
      { type: 'ServiceLifecycleChanged', from: 'active', to: 'maintenance_mode', version: 2 },
      { type: 'ServiceTargetsChanged', targets: { availability: 95 }, version: 2 },
    ]);
    expect(await load(stage, lifecyclesRef('bedroom'))).toMatchObject([{ to: 'active' }, { to: 'maintenance_mode' }]);
    expect(await load(stage, targetsRef('bedroom'))).toMatchObject([{ targets: { availability: 99 } }, { targets: { availability: 95 } }]);
  });

  test('cannot be told to be what does not follow on what it is', async () => {
    const stage = await harrowHome();
    await expect(keepsService(stage, described({ lifecycle: 'pre_live' }), plus(tuesday, 1))).rejects.toMatchObject({
      code: 'not_allowed_next',
    });
  });

  test('has been as it is told to be since it was first owned', async () => {
    const stage = await harrowHome();
    const { version: _, recordedAt: __, ...row } = owned(1, 'team-bedroom', longAgo);
    await keepsService(stage, described({ slug: slug('loft'), name: 'Loft' }), tuesday, row);
    expect(await load(stage, lifecyclesRef('loft'))).toEqual([{ version: 1, to: 'active', effectiveFrom: longAgo, recordedAt: tuesday }]);
    expect(await load(stage, targetsRef('loft'))).toMatchObject([{ version: 1, effectiveFrom: longAgo }]);
  });

  test('leaves a name that it drops to others, and leads nowhere by it', async () => {
    const stage = aStage();
    await register(stage, { aliases: ['Beds', 'Sleep'] });
    await register(stage, { aliases: ['Beds'] });
    expect(await load(stage, namedRef('sleep'))).toBeUndefined();
    await register(stage, { slug: slug('mattress'), name: 'Mattress', aliases: ['Sleep'] });
    expect(await load(stage, namedRef('sleep'))).toEqual({ service: 'mattress' });
    await register(stage, { aliases: [] });
    expect(await load(stage, namedRef('sleep'))).toEqual({ service: 'mattress' });
    expect(await load(stage, namedRef('beds'))).toBeUndefined();
  });

  test('does not take back an alert that was given to another, by being told of anew', async () => {
    const stage = aStage();
    await register(stage, { alertKeys: ['5xx'] });
    await register(stage, { slug: slug('mattress'), name: 'Mattress', alertKeys: ['5xx'] });
    expect(await load(stage, namedRef('5xx'))).toEqual({ service: 'mattress' });
    await register(stage, { alertKeys: ['5xx'], aliases: ['Beds'] });
    expect(await load(stage, namedRef('5xx'))).toEqual({ service: 'mattress' });
  });

  test('has no more names than one transaction can move', async () => {
    const stage = aStage();
    const names = (size: number, word = 'name') => Array.from({ length: size }, (_, index) => `${word}-${index}`);
    await expect(register(stage, { aliases: names(40) })).rejects.toMatchObject({ code: 'too_many_names' });
    await register(stage, { aliases: names(39) });
    await expect(register(stage, { aliases: names(39, 'other') })).rejects.toMatchObject({ code: 'too_many_names' });
    expect((await register(stage, { aliases: [] })).state).toMatchObject({ aliases: [] });
  });
});

describe('Ownership', () => {
  const assert = (stage: Stage, version: number, owner: string, more: Partial<ReturnType<typeof owned>> = {}) => {
    return isOwned(stage, 'bedroom', owned(version, owner, plus(tuesday, version - 10), { recordedAt: tuesday, ...more }));
  };

  test('is asserted one after the other, and each stays as it was said', async () => {
    const stage = await harrowHome();
    await assert(stage, 2, 'incident-managers');
    const assertions = await load(stage, assertionsRef('bedroom'));
    expect(assertions).toMatchObject([
      { version: 1, owner: 'team-bedroom', effectiveFrom: longAgo },
      { version: 2, recordedAt: tuesday },
    ]);
    expect(ownerAt(assertions, plus(tuesday, -8))?.owner).toBe('incident-managers');
    expect(ownerAt(assertions, plus(tuesday, -9))?.owner).toBe('team-bedroom');
  });

  test('of the future is not asserted: what is planned is a transfer', async () => {
    const stage = await harrowHome();
    await expect(assert(stage, 2, 'incident-managers', { effectiveFrom: plus(tuesday, 1) })).rejects.toThrow(/in the future/);
    expect(await load(stage, assertionsRef('bedroom'))).toHaveLength(1);
  });

  test('said again is nothing new', async () => {
    const stage = await harrowHome();
    const { version: _, recordedAt: __, ...row } = owned(1, 'team-bedroom', longAgo);
    expect((await keepsService(stage, described(), tuesday, row)).events).toEqual([]);
  });

  test('needs the team, and a team that may own', async () => {
    const stage = await harrowHome();
    await expect(assert(stage, 2, 'nobody')).rejects.toThrow('There is no team nobody.');
    await expect(assert(stage, 2, 'service-desk')).rejects.toThrow(/supports services of others/);
  });

  test('holds the teams it names: one that changes meanwhile is looked at again', () => {
    expect(keepService.holds).toContain('bearing');
  });
});

describe('A team and its organisation', () => {
  const { state: _, rota: __, ...team } = aTeam();
  const describe_ = (stage: Stage, more: Partial<typeof team> = {}) =>
    perform(stage, teams, teamId('sleep'), describeTeam, { at: tuesday, ...team, ...more });

  test('is created once, changed when something changed, and keeps its rota', async () => {
    const stage = aStage();
    expect((await describe_(stage)).events).toMatchObject([{ type: 'TeamCreated' }]);
    expect((await describe_(stage)).events).toEqual([]);
    await perform(stage, teams, teamId('sleep'), setRota, { at: tuesday, rota: aRota([asha]) });
    expect((await describe_(stage, { lead: asha })).state).toMatchObject({ lead: asha, rota: { order: [asha] } });
  });

  test('a rota is set once, taken away, and never given to a team that is not there', async () => {
    const stage = aStage();
    const set = (rota: ReturnType<typeof aRota> | null) => perform(stage, teams, teamId('sleep'), setRota, { at: tuesday, rota });
    await expect(set(null)).rejects.toThrow('There is no such team.');
    await describe_(stage);
    expect((await set(null)).events).toEqual([]);
    expect((await set(aRota([asha, marek]))).events).toHaveLength(1);
    expect((await set(aRota([asha, marek]))).events).toEqual([]);
    // Who was on call before stays known.
    expect((await set(null)).state).toMatchObject({ rota: { order: [], earlier: [{ order: [asha, marek] }] } });
  });

  test('an organisation is configured once', async () => {
    const stage = await harrowHome();
    const known = await load(stage, { key: { pk: 'ORG#settings', sk: '@' }, read: (stored) => organisations.state.parse(stored) });
    const settings = { ...known, incidentManagers: teamSlug('incident-managers'), at: tuesday };
    expect((await perform(stage, organisations, organisationId, configureOrganisation, settings)).events).toEqual([]);
    expect((await perform(stage, organisations, organisationId, configureOrganisation, { ...settings, zone: 'UTC' })).events).toHaveLength(
      1,
    );
  });
});

describe.each(['example', 'harrow-home'])('The catalogue %s', (name) => {
  const catalogue = Catalogue.parse(parse(readFileSync(`examples/catalogue/${name}.yaml`, 'utf8')));

  test('is written through the same acts, and imported again it changes nothing', async () => {
    const stage = aStage();
    await loadCatalogue(stage, catalogue);
    const written = await events(stage);
    expect(written).toBeGreaterThan(catalogue.teams.length + catalogue.services.length);
    stage.setTime(plus(tuesday, 1440));
    await loadCatalogue(stage, catalogue);
    expect(await events(stage)).toBe(written);
  });
});

test('a catalogue that mentions somebody it does not have is refused', async () => {
  const catalogue = Catalogue.parse(parse(readFileSync('examples/catalogue/harrow-home.yaml', 'utf8')));
  await expect(loadCatalogue(aStage(), { ...catalogue, people: [] })).rejects.toThrow(/is not among the people/);
});
