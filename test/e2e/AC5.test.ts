import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serviceId, teamId } from '#domain/keys';
import type { Ref } from '#domain/records';
import { assertionsRef, ownerAt } from '#domain/service/ownership';
import { loadRef } from '#domain/team/load';
import type { TeamSlug } from '#domain/team/team-slug';
import { sweepEvery } from './schedules.ts';
import { everythingIsSound } from './soundness.ts';
import { homeIsReady, transferring } from './transfer-story.ts';
import { openWorld, textOf, told, type World } from './world.ts';

/** Team Bedroom's budget has ended: what may not be done, what is done all the same, and the way out. */
let world: World;
let on: ReturnType<typeof transferring>;
beforeAll(async () => {
  const catalogue = homeIsReady({ teams: ['emea-dev-support', 'team-bath'], services: ['mattress', 'bathroom'], people: ['tom', 'lena'] });
  world = await openWorld({ at: '2026-03-23T09:00:00Z', catalogue });
  on = transferring(world);
  await sweepEvery(world, 180);
});
afterAll(() => world?.stop());

const [id, home] = ['XFER-1', '#team-home-mpt'];
const [bedroom, team] = [serviceId('bedroom'), teamId('team-bedroom')];
const eventsOf = async (of: string, type: string) => (await world.events(of)).filter((event) => event['detail-type'] === type);
const lastOf = async (of: string, type: string) => (await eventsOf(of, type)).at(-1)?.detail;
const records = async <Value>(ref: Ref<Value>): Promise<Value> => {
  const { records: all } = await world.store();
  return (await all.load([ref] as Ref<unknown>[]))[0]?.value as Value;
};

describe('AC5: a team is disbanded', { timeout: 180_000 }, () => {
  test('it is refused while it owns Bedroom and would take Mattress back, and says what to move first', async () => {
    const answer = await world.commands('@marek', '/team', 'disband team-bedroom');
    expect(told(answer)).toContain('team-bedroom still owns bedroom and is hand-back team for mattress. Move these first.');
    expect(told(answer)).toContain('People leave; services don’t.');
    await world.settle();
    expect((await lastOf(team, 'TeamDisbandRefused'))?.data).toMatchObject({ owns: ['bedroom'], takes_back: ['mattress'] });
    expect(await eventsOf(team, 'TeamDisbanded')).toEqual([]);
  });

  test('its people leave all the same: the next night finds that nobody is left to answer for Bedroom', async () => {
    for (const user of ['@marek', '@chloe', '@asha', '@ben']) await world.change({ do: 'deactivate', user });
    await world.change({ do: 'empty-group', group: 'team-bedroom' });
    await world.settle();
    expect(await eventsOf(bedroom, 'ServiceOrphaned')).toEqual([]);
    await world.until('2026-03-24T06:00:00Z');
    const orphaned = await eventsOf(bedroom, 'ServiceOrphaned');
    expect(orphaned.map(({ detail }) => detail.data)).toMatchObject([{ team_id: 'team-bedroom', because: 'nobody_in_it' }]);
    expect(orphaned[0]?.detail.data.stand_ins).toContain('home-mpt');
  });

  test('Priya and the heads are told once, with who is asked meanwhile and what to do', async () => {
    for (const who of ['@priya', '@hugo']) {
      const told = (await world.inbox(who)).messages.filter(({ text }) => text.includes('*Bedroom is at risk*'));
      expect(told.map(({ text }) => text)).toEqual([
        expect.stringMatching(/nobody is left in team-bedroom.*`\/service transfer bedroom to <team> emergency`/),
      ]);
    }
    await world.until('2026-03-25T06:00:00Z');
    expect((await world.inbox('@priya')).messages.filter(({ text }) => text.includes('is at risk'))).toHaveLength(1);
    expect(await eventsOf(bedroom, 'ServiceOrphaned')).toHaveLength(1);
  });

  test('an incident before it is mended is still Team Bedroom’s, and goes to those who own what is like it, to Priya and the incident managers', async () => {
    await world.types('@tom', 'declare sev2 bedroom: beds cannot be ordered');
    await world.settle();
    const routed = (await lastOf('INC-1', 'IncidentRouted'))?.data;
    expect(routed).toMatchObject({ owner: { team_id: 'team-bedroom', owner_at_risk: true } });
    expect(routed?.stand_ins).toContain('home-mpt');
    const ladder = routed?.ladder as { role: string; people: string[] }[];
    expect(ladder[0]?.role).toBe('on_call');
    expect(ladder[0]?.people).toContain('U0DEV');
    expect(routed?.swarm).toEqual(expect.arrayContaining(['U0PRIYA', 'U0LENA', 'U0DEV']));
    expect(routed?.swarm).not.toEqual(expect.arrayContaining(['U0ASHA']));
    const room = await world.roomOf('INC-1');
    expect(JSON.stringify(room.topic)).toContain('team-bedroom has nobody left');
    const card = (await world.messages(room.id)).map(({ blocks }) => textOf(blocks)).join('\n');
    expect(card).toMatch(/at risk: the owner has nobody left\. Asked in their place: .*home-mpt/);
    await world.types('@dev', 'ack INC-1');
    await world.types('@dev', 'resolve INC-1 permanent the queue was emptied');
    await world.settle();
    const { view } = await world.commands('@priya', '/postmortem', 'improvements add INC-1 Empty the queue by itself');
    await world.submits('@priya', view);
    await world.settle();
    expect((await lastOf('IMP-1', 'ImprovementProposed'))?.data.facts).toMatchObject({ team_id: 'team-bedroom', state: 'proposed' });
  });

  test('Priya moves it in an emergency: without shadowing, and what is open is left for later with a day', async () => {
    const { view } = await world.commands('@priya', '/service', 'transfer bedroom to home-mpt emergency because nobody is left');
    const asked = await world.submits('@priya', view);
    expect(JSON.stringify(asked.ack)).toContain('*XFER-1*: Bedroom to Home Products');
    await world.settle();
    expect((await lastOf(id, 'TransferRequested'))?.data).toMatchObject({ kind: 'emergency', requested_as: 'product_manager' });
    const [funding] = await on.sentTo('@priya', `${id}/funding`);
    if (funding) {
      const { view: money } = await on.answers('@priya', `${id}/funding`, 'confirm-funding');
      await world.submits('@priya', money, { ended: '2026-03-23', payer: 'U0PRIYA', basis: 'opex', targets: 'kept' });
      await world.settle();
    }
    await on.answers('@omar', `${id}/answer`, 'answer-transfer-accept');
    await world.settle();
    expect((await lastOf(id, 'TransferAccepted'))?.data).toMatchObject({ as: 'receiving_lead', complete: true });
    await world.passes(5);
    const taken = await on.answers('@omar', `${id}/take`, 'complete-transfer');
    expect(told(taken)).toContain('*Bedroom* belongs to Home Products from now on.');
    await world.settle();
    expect((await lastOf(id, 'OwnershipTransferred'))?.data).toMatchObject({
      kind: 'emergency',
      from_team_id: 'team-bedroom',
      days_in_shadow: 0,
    });
    const later = (await eventsOf(id, 'TransferReadinessChanged')).filter(({ detail }) => detail.data.status === 'waived');
    expect(later.length).toBeGreaterThan(5);
    expect(new Set(later.map(({ detail }) => detail.data.due))).toEqual(new Set(['2026-04-08']));
    expect(await on.stands(home, `${id}/checklist`)).toContain('2026-04-08');
  });

  test('from then on it is at risk no longer, and an incident goes to Home Products alone', async () => {
    expect(ownerAt(await records(assertionsRef('bedroom')), '2026-03-25T12:00:00.000Z')?.owner).toBe('home-mpt');
    expect(await records(loadRef('team-bedroom' as TeamSlug))).toMatchObject({ owns: [], takesBack: ['mattress'] });
    await world.types('@tom', 'declare sev2 bedroom: prices are missing');
    await world.settle();
    const routed = (await lastOf('INC-2', 'IncidentRouted'))?.data;
    expect(routed).toMatchObject({ owner: { team_id: 'home-mpt', days_since_transfer: 0 } });
    expect(routed?.owner).not.toHaveProperty('owner_at_risk');
    expect(routed).not.toHaveProperty('stand_ins');
  });

  test('the open improvement of Team Bedroom is offered to Omar, who takes it with an owner and a date', async () => {
    expect((await lastOf('IMP-1', 'ImprovementReassigned'))?.data).toMatchObject({ waiting: true, facts: { team_id: 'home-mpt' } });
    expect((await on.words(home, `${id}/improvements`)).join()).toContain('1 open improvement came with it. It waits for <@U0OMAR>');
    const { view } = await world.commands('@omar', '/postmortem', 'improvements IMP-1');
    const { view: form } = await world.presses('@omar', { view: view?.id ?? '' }, 'choose-improvement');
    await world.submits('@omar', form, { owner: 'U0DEV', due: '2026-04-10' });
    await world.settle();
    expect((await lastOf('IMP-1', 'ImprovementAccepted'))?.data.facts).toMatchObject({
      owner: 'U0DEV',
      team_id: 'home-mpt',
      waiting: false,
    });
  });

  test('nothing was said twice, nothing was lost and every acknowledgement was in time', async () => {
    await everythingIsSound(world);
  });
});
