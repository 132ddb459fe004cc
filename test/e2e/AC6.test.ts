import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ref } from '#domain/records';
import { assertionsRef, ownerAt } from '#domain/service/ownership';
import { loadRef } from '#domain/team/load';
import type { TeamSlug } from '#domain/team/team-slug';
import { sweepEvery } from './schedules.ts';
import { everythingIsSound } from './soundness.ts';
import { homeIsReady, transferring } from './transfer-story.ts';
import { openWorld, textOf, told, type World } from './world.ts';

type Catalogue = { teams: { slug: string; rota: { order: string[] } | null }[]; services: object[] };

/** Home Products with 22 services of three domains, five people and a rota of four; Bedroom's team has two more that are to go there. */
function overloaded() {
  const file = homeIsReady({ teams: ['garden-mpt', 'team-bath'], services: ['bathroom', 'barbecues'] });
  const catalogue: Catalogue = JSON.parse(readFileSync(file, 'utf8'));
  const plain = { kind: 'digital_service', lifecycle: 'active', product_manager: 'priya', availability_target: 99 };
  const owned = (slug: string, domain: string, team: string) => ({
    ...plain,
    ...{ slug, name: slug, domain },
    ownership: [{ team, model: 'ybiyri', from: '2025-01-01T00:00:00Z' }],
  });
  const domains = ['home', 'kitchen', 'garden'];
  const twenty = Array.from({ length: 20 }, (_, n) => owned(`home-${n + 1}`, domains[n % 3] ?? 'home', 'home-mpt'));
  const two = ['mattresses', 'curtains'].map((slug) => owned(slug, 'home', 'team-bedroom'));
  const rota = { starts: '2025-01-13', hand_over: '10:00', order: ['jonas', 'siobhan', 'dev', 'ruth'], away: [] };
  const teams = catalogue.teams.map((team) => (team.slug === 'home-mpt' ? { ...team, rota } : team));
  const written = join(mkdtempSync(join(tmpdir(), 'muster-overloaded-')), 'catalogue.yaml');
  writeFileSync(written, JSON.stringify({ ...catalogue, teams, services: [...catalogue.services, ...twenty, ...two] }));
  return written;
}

let world: World;
let on: ReturnType<typeof transferring>;
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-16T10:00:00Z', catalogue: overloaded() });
  on = transferring(world);
});
afterAll(() => world?.stop());

const home = '#team-home-mpt';
const eventOf = async (of: string, type: string) =>
  (await world.events(of)).filter((event) => event['detail-type'] === type).at(-1)?.detail;
const records = async <Value>(ref: Ref<Value>): Promise<Value> => {
  const { records: all } = await world.store();
  return (await all.load([ref] as Ref<unknown>[]))[0]?.value as Value;
};
const asks = async (line: string) => (await world.commands('@marek', '/service', line)).view;
/** By the word of its lead, until it is measured. */
const states = (who: string, team: string, percent: number) => world.commands(who, '/team', `load ${team} support ${percent}%`);
const tooMuch =
  "*Home Products* can't take this now: support is 52 % of its capacity (limit 50 %, G9 hard). Also: 23 services for 5 people (soft 4 each, G8), 2 other transfers incoming (G14).";
const ownerNow = async () => ownerAt(await records(assertionsRef('bedroom')), await world.now())?.owner;

describe('AC6: a transfer to an overloaded multi-product team', () => {
  test('two others are coming, and half of what the team can do goes into support', async () => {
    for (const service of ['mattresses', 'curtains']) {
      const view = await asks(`transfer ${service} to home-mpt because the money ends`);
      expect(textOf(view?.blocks)).toContain('*Home Products* can take this, with care: 23 services for 5 people (soft 4 each, G8)');
      await world.submits('@marek', view);
      await world.settle();
    }
    for (const [who, team, share] of [
      ['@omar', 'home-mpt', 52],
      ['@dorothea', 'garden-mpt', 31],
      ['@alice', 'team-bath', 28],
    ] as const)
      await states(who, team, share);
    await world.settle();
    expect(await records(loadRef('home-mpt' as TeamSlug))).toMatchObject({ incoming: ['XFER-1', 'XFER-2'] });
    expect((await records(loadRef('home-mpt' as TeamSlug))).owns).toHaveLength(22);
  });

  test('before anything is asked Marek reads what is too much, who has more time, and what he can do', async () => {
    const view = await asks('transfer bedroom to home-mpt because the campaign is over');
    const said = textOf(view?.blocks);
    expect(said).toContain(tooMuch);
    expect(said).toContain('*Team Bath* support 28 %, domain _home_: yes');
    expect(said).toContain('*Garden Products* support 31 %, domain _home_: no');
    expect(said).toContain('Pick another team, ask the product manager to override it with a reason, or save this for later.');
    expect(view?.submit?.text).toBe('Ask to override');
    const picked = await world.presses('@marek', { view: view?.id ?? '' }, 'request-transfer-pick:team-bath');
    expect(textOf(picked.view?.blocks)).toContain('*Team Bath* can take this');
    expect(picked.view?.submit?.text).toBe('Ask for it');
    const saved = await world.presses('@marek', { view: view?.id ?? '' }, 'request-transfer-save');
    expect(saved.view?.title.text).toBe('Saved for later');
    expect(await world.events('XFER-3')).toEqual([]);
  });

  test('he asks for it all the same: Priya is asked to override, and Omar is not asked yet', async () => {
    await world.submits('@marek', await asks('transfer bedroom to home-mpt because the campaign is over'));
    await world.settle();
    const requested = await eventOf('XFER-3', 'TransferRequested');
    const findings = requested?.data.findings as { guardrail: string; verdict: string; figure?: number; limit?: number }[];
    const speaking = findings.filter(({ verdict }) => verdict === 'blocks' || verdict === 'warns');
    expect(speaking.map(({ guardrail, verdict, figure, limit }) => [guardrail, verdict, figure, limit])).toEqual([
      ['G8', 'warns', 23, 4],
      ['G9', 'blocks', 52, 50],
      ['G14', 'warns', 2, 2],
    ]);
    expect(textOf((await on.sentTo('@priya', 'XFER-3/override'))[0]?.blocks)).toContain(tooMuch);
    expect(await on.sentTo('@omar', 'XFER-3/answer')).toEqual([]);
  });

  test('nobody else can override it, and nobody without a reason', async () => {
    const [card] = await world.said(home, 'XFER-3/card');
    const { id: channel } = await world.channel(home.slice(1));
    const { view } = await world.presses('@omar', { channel, ts: card?.ts ?? '' }, 'override-guardrail');
    const { ack } = await world.submits('@omar', view, { reason: 'we would like to' });
    expect(JSON.stringify(ack)).toContain('The product manager or a head of the organisation can override that');
    expect(await world.story('XFER-3')).toEqual(['TransferRequested']);
  });

  test('Priya overrides, with a reason that stays to be seen and does not leave', async () => {
    const { view } = await on.answers('@priya', 'XFER-3/override', 'override-guardrail');
    await world.submits('@priya', view, { reason: 'seasonal dip from April' });
    await world.settle();
    const overridden = await eventOf('XFER-3', 'GuardrailOverridden');
    expect(overridden).toMatchObject({
      actor: { user_id: 'U0PRIYA' },
      data: { as: 'product_manager', findings: [{ guardrail: 'G9', figure: 52, limit: 50 }] },
    });
    expect(await on.stands(home, 'XFER-3/card')).toContain('⚠ <@U0PRIYA> has overridden G9: seasonal dip from April');
    expect(JSON.stringify(await world.events('XFER-3'))).not.toContain('seasonal');
  });

  test('an override forces nobody: Omar declines, and Bedroom stays where it is', async () => {
    const { view } = await on.answers('@omar', 'XFER-3/answer', 'answer-transfer-decline');
    await world.submits('@omar', view, { words: 'not before Q2' });
    await world.settle();
    expect(await world.story('XFER-3')).toEqual(['TransferRequested', 'GuardrailOverridden', 'TransferDeclined']);
    expect(await ownerNow()).toBe('team-bedroom');
    expect(await records(loadRef('home-mpt' as TeamSlug))).toMatchObject({ incoming: ['XFER-1', 'XFER-2'] });
    expect(JSON.stringify(await world.events('XFER-3'))).not.toContain('Q2');
    expect((await world.inbox('@marek')).messages.at(-1)?.text).toContain('not before Q2');
  });

  test('what becomes worse after an override wants a fresh one', async () => {
    await world.until('2026-03-17T10:00:00Z');
    await world.submits('@marek', await asks('transfer bedroom to home-mpt because it is nearly April'));
    await world.settle();
    const overrides = async (reason: string) => {
      const { view } = await on.answers('@priya', 'XFER-4/override', 'override-guardrail');
      await world.submits('@priya', view, { reason });
      await world.settle();
    };
    await overrides('seasonal dip from April');
    const { view } = await on.answers('@priya', 'XFER-4/funding', 'confirm-funding');
    await world.submits('@priya', view, { ended: '2026-03-31', payer: 'U0PRIYA', basis: 'opex', targets: 'kept' });
    await states('@omar', 'home-mpt', 60);
    await world.settle();
    const refused = await on.answers('@omar', 'XFER-4/answer', 'answer-transfer-accept');
    expect(told(refused)).toContain("*Home Products* can't take this now: support is 60 % of its capacity (limit 50 %, G9 hard)");
    expect(await world.story('XFER-4')).not.toContain('TransferAccepted');
    await world.settle();
    const version = (await eventOf('XFER-4', 'TransferBlocked'))?.aggregate.version;
    const again = await on.answers('@priya', `XFER-4/${version}/override`, 'override-guardrail');
    await world.submits('@priya', again.view, { reason: 'it falls again from the 20th' });
    await world.settle();
    await on.answers('@omar', 'XFER-4/answer', 'answer-transfer-accept');
    await world.settle();
    expect((await world.story('XFER-4')).filter((type) => type !== 'TransferReadinessChanged')).toEqual([
      'TransferRequested',
      'GuardrailOverridden',
      'TransferFundingConfirmed',
      'TransferBlocked',
      'GuardrailOverridden',
      'TransferAccepted',
    ]);
    expect(await ownerNow()).toBe('team-bedroom');
  });

  test('once the load has been within its limit for two weeks nobody is shown the override any more', async () => {
    await states('@omar', 'home-mpt', 40);
    await sweepEvery(world, 12 * 60);
    await world.until('2026-03-25T10:00:00Z');
    expect(await on.stands(home, 'XFER-4/card')).toContain('has overridden G9');
    await world.until('2026-04-02T10:00:00Z');
    expect(await world.story('XFER-4')).toContain('GuardrailCleared');
    expect(await on.stands(home, 'XFER-4/card')).not.toContain('has overridden');
  }, 120_000);

  test('and everything is sound', async () => everythingIsSound(world));
});
