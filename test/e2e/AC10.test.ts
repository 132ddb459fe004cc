import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serviceId } from '#domain/keys';
import type { Ref } from '#domain/records';
import { type LifecycleAssertion, lifecyclesRef } from '#domain/service/lifecycle';
import { type Assertion, assertionsRef, ownerAt } from '#domain/service/ownership';
import { partOfHarrow } from './part-of-harrow.ts';
import { sweepEvery } from './schedules.ts';
import { everythingIsSound } from './soundness.ts';
import { shownAt, transferring } from './transfer-story.ts';
import { openWorld, textOf, told, type World } from './world.ts';

/** Bedroom as it is since 30 March 2026: without money for features, with Home Products. */
function inMaintenance(): string {
  const part = partOfHarrow({
    teams: ['home-mpt', 'team-sleep', 'team-bath'],
    services: ['bedroom', 'lighting', 'appointments', 'bath'],
    people: ['tom', 'lena', 'marek'],
  });
  const owned = [{ team: 'home-mpt', model: 'ybiyri', from: '2026-03-30T09:00:00Z' }];
  const services = part.services.map((one) => (one.slug === 'bedroom' ? { ...one, lifecycle: 'maintenance_mode', ownership: owned } : one));
  const rota = { starts: '2025-01-13', hand_over: '10:00', order: ['jonas', 'siobhan', 'dev'], away: [] };
  const teams = part.teams.map((team) => (team.slug === 'home-mpt' ? { ...team, rota } : team));
  const file = join(mkdtempSync(join(tmpdir(), 'muster-handback-')), 'catalogue.yaml');
  writeFileSync(file, JSON.stringify({ ...part, teams, services }));
  return file;
}

let world: World;
let on: ReturnType<typeof transferring>;
beforeAll(async () => {
  world = await openWorld({ at: '2026-08-20T08:00:00Z', catalogue: inMaintenance() });
  on = transferring(world);
  await sweepEvery(world, 720);
});
afterAll(() => world?.stop());

const [id, sleep] = ['XFER-1', '#team-sleep'];
const eventOf = async (type: string, of = id) => (await world.events(of)).filter((event) => event['detail-type'] === type).at(-1)?.detail;
const records = async <Value>(ref: Ref<Value>): Promise<Value> => {
  const { records: all } = await world.store();
  return (await all.load([ref] as Ref<unknown>[]))[0]?.value as Value;
};
const happens = async (incident: string, at: string, title: string, ending: string) => {
  await world.until(at);
  await world.types('@tom', `declare sev2 bedroom: ${title}`);
  await world.settle();
  await world.types('@dev', `ack ${incident}`);
  await world.types('@dev', `resolve ${incident} ${ending}`);
  await world.settle();
};

describe('AC10: back to developers for new features', { timeout: 180_000 }, () => {
  test('since it has no money it had two incidents, one of which ended with a workaround', async () => {
    await happens('INC-1', '2026-08-21T10:00:00Z', 'beds without prices', 'workaround prices are loaded by hand');
    await happens('INC-2', '2026-08-26T10:00:00Z', 'beds cannot be ordered', 'permanent the certificate was renewed');
    for (const title of ['Alert on a certificate that ends', 'Load prices twice a day', 'Show yesterday’s prices']) {
      const { view } = await world.commands('@dev', '/postmortem', `improvements add INC-2 ${title}`);
      await world.submits('@dev', view);
    }
    await world.settle();
    await world.until('2026-09-01T08:00:00Z');
    const log = told(await world.commands('@tom', '/service', 'handback bedroom log'));
    expect(log).toContain('Incidents: 2, of which 1 ended with a workaround');
    expect(log).toMatch(/2026-08-21 INC-1: sev2, a workaround/);
    expect(log).toContain('Upgrades: no records yet');
    expect(log).toContain('Open improvements: 4');
    expect(log).toMatch(/IMP-1: proposed[\s\S]*IMP-4: proposed/);
    expect(log).not.toContain('Load prices twice');
  });

  test('a team that does not stand is refused, and whoever has it now is suggested first', async () => {
    const refused = told(await world.commands('@priya', '/service', 'handback bedroom to team-bedroom'));
    expect(refused).toMatch(/team-bedroom is not a team that stands.*home-mpt has it now.*`\/service handback bedroom`/);
    expect(await world.events(id)).toEqual([]);
  });

  test('Priya has funding to March: she asks Team Sleep to take it, and its owner stays', async () => {
    const { view } = await world.commands('@priya', '/service', 'handback bedroom to team-sleep funded until 2027-03-31');
    expect(textOf(view?.blocks)).toContain('*Bedroom* goes from home-mpt to team-sleep');
    const planned = Date.parse('2026-09-15T08:00:00Z') / 1000;
    const { ack } = await world.submits('@priya', view, { planned, words: 'A new range of beds' });
    expect(JSON.stringify(ack)).toContain('*XFER-1*: team-sleep is asked to take *Bedroom*');
    await world.settle();
    expect((await eventOf('TransferRequested'))?.data).toMatchObject({
      kind: 'handback',
      reason: 'funding_restored',
      from_team_id: 'home-mpt',
      to_team_id: 'team-sleep',
      lifecycle_before: 'maintenance_mode',
      lifecycle_after: 'active',
      planned_at: '2026-09-15T08:00:00.000Z',
    });
    const findings = (await eventOf('TransferRequested'))?.data.findings as { guardrail: string; verdict: string }[];
    expect(findings.filter(({ verdict }) => verdict.startsWith('blocks'))).toEqual([]);
    expect(ownerAt(await records(assertionsRef('bedroom')), '2026-09-01T09:00:00.000Z')?.owner).toBe('home-mpt');
  });

  test('the maintenance log is in its thread by itself, and on the bus as figures', async () => {
    expect((await eventOf('MaintenanceLogExported'))?.data).toMatchObject({ incidents: 2, workarounds: 1, owners: 1 });
    const log = await on.stands(sleep, `${id}/maintenance-log`);
    expect(log).toContain('Maintenance log');
    expect(log).toMatch(/2026-08-26 INC-2: sev2, mended for good/);
    expect(JSON.stringify(await world.events(id))).not.toContain('new range of beds');
  });

  test('Priya confirms the money; H1 to H10 are gone through, with a trivial change on 9 September', async () => {
    const { view } = await on.answers('@priya', `${id}/funding`, 'confirm-funding');
    await world.submits('@priya', view, { payer: 'U0PRIYA', basis: 'capex', targets: 'to_change' });
    await world.settle();
    const checks = (user: string, item: string) => on.checks(user, id, item, { status: 'done', evidence: shownAt(item) }, sleep);
    for (const item of ['funded_until', 'delivery_targets_reset']) await checks('@priya', item);
    for (const item of ['capacity_agreed', 'support_load_looked_at', 'receiver_stays', 'maintenance_log_read', 'improvements_ranked'])
      await checks('@nia', item);
    await checks('@omar', 'contact_and_hand_back');
    await world.until('2026-09-09T09:00:00Z');
    await checks('@nia', 'trivial_change_deployed');
    await checks('@nia', 'on_call_moved');
    await world.settle();
    expect(await on.stands(sleep, `${id}/checklist`)).toContain('10 of 10');
  });

  test('Nia accepts, and her team runs along from the 10th; while it does, incidents are home-mpt’s', async () => {
    const accepted = await on.answers('@nia', `${id}/answer`, 'answer-transfer-accept');
    await world.settle();
    expect(told(accepted)).toContain('It is accepted.');
    expect((await world.story(id)).at(-1)).toBe('TransferAccepted');
    await world.until('2026-09-10T08:00:00Z');
    await on.answers('@nia', `${id}/shadow`, 'shadow-transfer');
    await world.settle();
    expect((await eventOf('TransferShadowStarted'))?.data).toMatchObject({ shadow_until: '2026-09-15T08:00:00.000Z' });
    const [called] = (
      await Promise.all(['@ewan', '@kiran', '@sofia'].map(async (who) => [who, await on.sentTo(who, `${id}/test-page`)] as const))
    )
      .filter(([, pages]) => pages.length > 0)
      .map(([who]) => who);
    await on.answers(called ?? '', `${id}/test-page`, 'shadow-transfer-page');
    await world.types('@tom', 'declare sev2 bedroom: beds are shown twice');
    await world.settle();
    const routed = (await world.events('INC-3')).find((event) => event['detail-type'] === 'IncidentRouted')?.detail.data;
    expect(routed).toMatchObject({
      owner: { team_id: 'home-mpt', transfer_pending_at_start: true },
      pending_transfer: { transfer_id: id, to_team_id: 'team-sleep' },
      shadow: { team_id: 'team-sleep' },
    });
    const { topic } = await world.roomOf('INC-3');
    expect(JSON.stringify(topic)).toContain('Transfer to team-sleep pending (completes 15 Sept)');
    await world.types('@dev', 'ack INC-3');
    await world.types('@dev', 'resolve INC-3 permanent the cache was emptied');
    await world.settle();
  });

  test('15 September: Nia takes ownership, with money until March and in active development', async () => {
    await world.until('2026-09-15T08:00:00Z');
    await world.passes(5);
    expect(told(await on.answers('@nia', `${id}/take`, 'complete-transfer'))).toContain('belongs to Team Sleep from now on');
    await world.settle();
    const data = (await eventOf('OwnershipTransferred'))?.data ?? {};
    expect(data).toMatchObject({
      kind: 'handback',
      from_team_id: 'home-mpt',
      to_team_id: 'team-sleep',
      maintenance_solution: 'none',
      support_model_after: 'ybiyri',
      lifecycle_before: 'maintenance_mode',
      lifecycle_after: 'active',
    });
    expect(Math.round(Number(data.lead_time_s) / 86_400)).toBe(14);
    const assertions: Assertion[] = await records(assertionsRef('bedroom'));
    expect(assertions.at(-1)).toMatchObject({
      owner: 'team-sleep',
      solution: 'none',
      model: 'ybiyri',
      reason: 'funding_restored',
      transfer: id,
    });
    const lives: LifecycleAssertion[] = await records(lifecyclesRef('bedroom'));
    expect(lives.at(-1)).toMatchObject({ to: 'active', fundedUntil: '2027-03-31' });
  });

  test('the four open improvements came with it, and each waits for Nia to take it or to decline it', async () => {
    expect((await on.words(sleep, `${id}/improvements`)).join()).toContain('4 open improvements came with it. Each waits for <@U0NIA>');
    for (const improvement of ['IMP-1', 'IMP-2', 'IMP-3', 'IMP-4'])
      expect((await eventOf('ImprovementReassigned', improvement))?.data).toMatchObject({
        because: 'service_moved',
        waiting: true,
        facts: { team_id: 'team-sleep' },
      });
    await world.until('2026-09-16T12:00:00Z');
    const asked = (await on.sentTo('@nia', 'PROMPTS-U0NIA/2026-09-')).map(({ blocks }) => textOf(blocks)).join();
    for (const improvement of ['IMP-1', 'IMP-2', 'IMP-3', 'IMP-4']) expect(asked).toContain(`${improvement}:`);
  });

  test('the money ends sooner: it is asked once, two weeks before, and nothing changes by itself', async () => {
    await world.commands('@priya', '/service', 'lifecycle bedroom active funded until 2026-10-02');
    await world.settle();
    const asked = async () => (await on.sentTo('@priya', 'SVC-bedroom/funding-2026-10-02')).length;
    await world.until('2026-09-17T12:00:00Z');
    expect(await asked()).toBe(0);
    await world.until('2026-09-19T12:00:00Z');
    expect(await asked()).toBe(1);
    await world.until('2026-09-22T12:00:00Z');
    expect(await asked()).toBe(1);
    expect((await records(lifecyclesRef('bedroom'))).at(-1)).toMatchObject({ to: 'active' });
  });

  test('returned to maintenance mode it stays with Team Sleep, and comes back in the same team at once, without a transfer', async () => {
    const gone = told(await on.answers('@priya', 'SVC-bedroom/funding-2026-10-02', 'return-to-maintenance'));
    expect(gone).toContain('bedroom is in maintenance mode');
    await world.settle();
    expect((await eventOf('ServiceLifecycleChanged', serviceId('bedroom')))?.data).toMatchObject({
      to: 'maintenance_mode',
      funding_ended_on: '2026-10-02',
    });
    const { view } = await world.commands('@priya', '/service', 'handback bedroom');
    expect(textOf(view?.blocks)).toContain('*Bedroom* stays with team-sleep');
    const filled = { 'funded-until': '2027-12-31', 'feature-percent': '60', 'looked-at-load': ['yes'], words: 'Pillows' };
    const { ack } = await world.submits('@priya', view, filled);
    expect(JSON.stringify(ack)).toContain('*Bedroom* is in active development with team-sleep, with money until 2027-12-31');
    await world.settle();
    expect((await eventOf('ServiceHandedBack', serviceId('bedroom')))?.data).toMatchObject({ team_id: 'team-sleep', feature_percent: 60 });
    const [announced] = (
      await world.said(
        '#ownership',
        `SVC-bedroom/${(await eventOf('ServiceHandedBack', serviceId('bedroom')))?.aggregate.version}/handed-back`,
      )
    ).map(({ text }) => text);
    expect(announced).toContain('Nothing moves');
    expect(await world.events('XFER-2')).toEqual([]);
    expect((await records(assertionsRef('bedroom'))).at(-1)).toMatchObject({ owner: 'team-sleep', transfer: id });
  });

  test('nothing was said twice, nothing was lost and every acknowledgement was in time', async () => {
    await everythingIsSound(world);
  });
});
