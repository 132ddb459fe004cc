import { describe, expect, test } from 'vitest';
import { serviceId } from '#domain/keys';
import { perform } from '#domain/perform';
import type { Ref } from '#domain/records';
import { lifecyclesRef } from '#domain/service/lifecycle';
import { assertionsRef } from '#domain/service/ownership';
import { namedRef, type ServiceDescription, services } from '#domain/service/service';
import { targetsRef } from '#domain/service/targets';
import { serviceProjection } from '#domain/service/view';
import { loadRef } from '#domain/team/load';
import { type DescribeService, describeService } from '#features/describe-service/decide';
import { type RegisterNew, registerNew } from '#features/register-service/decide';
import { serviceReactions } from '#following/service-reactions';
import { refuseTooLong } from '#slack-kit/service-lines';
import {
  aService,
  asha,
  aTeam,
  bot,
  chloe,
  deactivated,
  gwen,
  harrowHome,
  hasPerson,
  hasService,
  hasTeam,
  marek,
  priya,
  type Stage,
  slug,
  teamSlug,
  tuesday,
} from '#test/builders';

const load = async <Value>({ records }: Stage, ref: Ref<Value>) => (await records.load([ref] as Ref<unknown>[]))[0]?.value as Value;
const { state: _, assertions: __, lifecycles: ___, targetings: ____, ...bedroom } = aService();
const fresh: ServiceDescription = { ...bedroom, slug: slug('bed-finder'), name: 'Bed finder', aliases: ['finder'] };

describe('A new service', () => {
  const register = (stage: Stage, more: Partial<RegisterNew> = {}, described: Partial<ServiceDescription> = {}) =>
    perform(stage, services, serviceId('bed-finder'), registerNew, {
      by: marek,
      at: stage.now(),
      described: { ...fresh, ...described },
      owner: teamSlug('team-bedroom'),
      model: 'ybiyri',
      ...more,
    });

  test('is there with its owner, its first state, its target and its names, in one', async () => {
    const stage = await harrowHome();
    const { state, events } = await register(stage);
    expect(events.map(({ type }) => type)).toEqual(['ServiceRegistered', 'OwnershipAsserted']);
    expect(state).toMatchObject({ assertions: 1, lifecycles: 1, targetings: 1, owned: { owner: 'team-bedroom', effectiveFrom: tuesday } });
    expect(await load(stage, assertionsRef('bed-finder'))).toMatchObject([{ version: 1, owner: 'team-bedroom', recordedBy: marek }]);
    expect(await load(stage, lifecyclesRef('bed-finder'))).toMatchObject([{ version: 1, to: 'active', by: marek }]);
    expect(await load(stage, targetsRef('bed-finder'))).toMatchObject([{ version: 1, targets: { availability: 99 } }]);
    expect((await load(stage, loadRef(teamSlug('team-bedroom')))).owns).toEqual(['bedroom', 'bed-finder']);
    expect(await load(stage, namedRef('finder'))).toEqual({ service: 'bed-finder' });
  });

  test.each<[string, Partial<RegisterNew>, Partial<ServiceDescription>, string]>([
    ['by somebody who has nothing to do with it', { by: gwen }, {}, 'registration_not_yours'],
    ['for a team that there is not', { by: priya, owner: teamSlug('nobody') }, {}, 'no_team'],
    ['for a team that owns nothing', { by: priya, owner: teamSlug('service-desk') }, {}, 'supports_only'],
    ['under a name that leads elsewhere', {}, { aliases: ['Bedroom'] }, 'name_taken'],
    ['that is switched off', {}, { lifecycle: 'retired' }, 'not_allowed_next'],
    ['that a tech lead is to answer for', {}, { productManager: chloe }, 'tech_lead_accountable'],
    ['that somebody who has left is to answer for', {}, { productManager: asha }, 'cannot_answer'],
  ])('is not registered %s, and nothing is written', async (__, more, described, code) => {
    const stage = await harrowHome();
    await hasTeam(stage, 'team-bedroom', aTeam({ techLead: chloe }));
    await hasPerson(stage, asha, deactivated);
    await expect(register(stage, more, described)).rejects.toMatchObject({ code });
    expect(await load(stage, namedRef('finder'))).toBeUndefined();
    expect(await load(stage, assertionsRef('bed-finder'))).toEqual([]);
  });

  test('given to a team by somebody who is not in it is told to its lead at once, and nothing is told to those who gave it to themselves', async () => {
    const told = async (by: typeof marek) => {
      const stage = await harrowHome();
      await register(stage, { by });
      const { effects } = await serviceProjection(stage, serviceId('bed-finder'), serviceReactions).derive(0);
      return effects.map((effect) => (effect.kind === 'message' ? [effect.to, effect.text] : []));
    };
    expect(await told(priya)).toEqual([
      [marek, expect.stringMatching(/^<@U0PRIYA> has registered \*Bed finder\* .* If it is not yours, tell/)],
    ]);
    expect(await told(marek)).toEqual([]);
  });

  test('registered by two at once is registered once, and the other is told', async () => {
    const stage = await harrowHome();
    const both = await Promise.allSettled([register(stage), register(stage, { by: priya })]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'registered_already' } });
    expect(await load(stage, assertionsRef('bed-finder'))).toHaveLength(1);
  });
});

describe('What is said of a service', () => {
  const say = (stage: Stage, described: DescribeService['described'], by = priya) =>
    perform(stage, services, serviceId('bedroom'), describeService, { by, at: stage.now(), described: { ...bedroom, ...described } });

  test('changes neither its lifecycle nor its targets, whatever stands in it', async () => {
    const stage = await harrowHome();
    const { state, events } = await say(stage, { name: 'Bedrooms', lifecycle: 'retired', availabilityTarget: 12 });
    expect(events).toMatchObject([{ type: 'ServiceChanged', name: 'Bedrooms', lifecycle: 'active', availabilityTarget: 99, by: priya }]);
    expect(state).toMatchObject({ lifecycle: 'active', availabilityTarget: 99, owned: { owner: 'team-bedroom' } });
    expect((await say(stage, { name: 'Bedrooms' })).events).toEqual([]);
  });

  test('that is made empty is taken away, and what nobody has touched stays', async () => {
    const stage = await harrowHome();
    await perform(stage, services, serviceId('bedroom'), describeService, {
      by: priya,
      at: tuesday,
      described: {
        ...bedroom,
        runbook: 'https://runbooks.example.com/bedroom',
        suppliers: [{ name: 'Fax Ltd', contact: 'fax@example.com' }],
      },
    });
    const { state } = await say(stage, { runbook: undefined });
    expect(state).not.toHaveProperty('runbook');
    expect(state).toMatchObject({ suppliers: [{ name: 'Fax Ltd' }] });
  });

  test('passes on who answers for it, to somebody who can', async () => {
    const stage = await harrowHome();
    await hasTeam(stage, 'team-bedroom', aTeam({ techLead: chloe }));
    await hasPerson(stage, asha, bot);
    await expect(say(stage, { productManager: gwen }, marek)).rejects.toMatchObject({ code: 'not_handed_over' });
    await expect(say(stage, { productManager: chloe })).rejects.toMatchObject({ code: 'tech_lead_accountable' });
    await expect(say(stage, { productManager: asha })).rejects.toMatchObject({ code: 'cannot_answer' });
    expect((await say(stage, { productManager: gwen })).state).toMatchObject({ productManager: gwen });
    await expect(say(stage, { productManager: priya })).rejects.toMatchObject({ code: 'service_not_yours' });
  });

  test('leaves whom the one before let decide behind: whoever answers for it now nominates anew', async () => {
    const stage = await harrowHome();
    await say(stage, { delegate: chloe });
    const { state } = await say(stage, { productManager: gwen, delegate: chloe });
    expect(state).toMatchObject({ productManager: gwen });
    expect(state).not.toHaveProperty('delegate');
    expect((await say(stage, { productManager: gwen, delegate: chloe }, gwen)).state).toMatchObject({ delegate: chloe });
  });

  test('nominates the tech lead, by the product manager alone', async () => {
    const stage = await harrowHome();
    await hasTeam(stage, 'team-bedroom', aTeam({ techLead: chloe }));
    await expect(say(stage, { delegate: chloe }, marek)).rejects.toMatchObject({ code: 'not_nominated' });
    expect((await say(stage, { delegate: chloe })).state).toMatchObject({ delegate: chloe });
  });
});

test('What a form cannot hold is not opened in one, because saving it would lose the rest', () => {
  const many = Array.from({ length: 39 }, (_, n) => `https://www.example.com/${String(n).padStart(80, 'x')}`);
  expect(() => refuseTooLong({ ...bedroom, urls: many })).toThrow(/the catalogue file changes it/);
  expect(() => refuseTooLong({ ...bedroom, urls: many.slice(0, 20) })).not.toThrow();
});

test('A name that is longer than a list can hold is refused kindly, and one that is on record stays', async () => {
  const stage = await harrowHome();
  const described = (more: Partial<ServiceDescription>) => ({ by: priya, at: tuesday, described: more });
  const says = (more: Partial<ServiceDescription>) => perform(stage, services, serviceId('bedroom'), describeService, described(more));
  await expect(says({ productDomain: 'd'.repeat(41) })).rejects.toThrow('41 letters, and 40 is the most');
  await expect(says({ name: 'n'.repeat(81) })).rejects.toMatchObject({ code: 'too_long' });
  const long = 's'.repeat(61);
  const command = {
    by: marek,
    at: tuesday,
    described: { ...fresh, slug: slug(long) },
    owner: teamSlug('team-bedroom'),
    model: 'ybiyri' as const,
  };
  await expect(perform(stage, services, serviceId(long), registerNew, command)).rejects.toMatchObject({ code: 'too_long' });
  await hasService(stage, aService({ slug: slug('loft'), name: 'n'.repeat(90), aliases: [], journeys: [], alertKeys: [], urls: [] }));
  const kept = await perform(
    stage,
    services,
    serviceId('loft'),
    describeService,
    described({ runbook: 'https://runbooks.example.com/loft' }),
  );
  expect(kept.state).toMatchObject({ name: 'n'.repeat(90), runbook: 'https://runbooks.example.com/loft' });
});
