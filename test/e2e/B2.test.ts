import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serviceId } from '#domain/keys';
import type { Ref } from '#domain/records';
import { lifecyclesRef } from '#domain/service/lifecycle';
import { assertionsRef, history, ownerAt } from '#domain/service/ownership';
import { loadRef } from '#domain/team/load';
import type { TeamSlug } from '#domain/team/team-slug';
import { scanEvery, sweepEvery } from './schedules.ts';
import { everythingIsSound } from './soundness.ts';
import { homeIsReady, musts, shownAt, transferring } from './transfer-story.ts';
import { openWorld, questionIn, textOf, told, type World } from './world.ts';

/** B2: Bedroom goes to Home Products, into maintenance mode. Monday, 16 March to Monday, 30 March 2026; the clocks change in between. */
let world: World;
let on: ReturnType<typeof transferring>;
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-16T10:00:00Z', catalogue: homeIsReady() });
  on = transferring(world);
  await sweepEvery(world, 720);
});
afterAll(() => world?.stop());

const id = 'XFER-1';
const [home, bedroom] = ['#team-home-mpt', '#team-bedroom'];
const planned = '<!date^1774861200^{date_short_pretty}, {time}|2026-03-30 09:00 UTC>';
const eventOf = async (type: string, of = id) => (await world.events(of)).filter((event) => event['detail-type'] === type).at(-1)?.detail;
const records = async <Value>(ref: Ref<Value>): Promise<Value> => {
  const { records: all } = await world.store();
  return (await all.load([ref] as Ref<unknown>[]))[0]?.value as Value;
};

describe('B2: a transfer into maintenance mode', () => {
  test('the form says before anything is asked that nothing speaks against it', async () => {
    const { view } = await world.commands(
      '@marek',
      '/service',
      'transfer bedroom to home-mpt on 30 Mar 10:00 because the campaign is over',
    );
    expect(textOf(view?.blocks)).toContain('*Home Products* can take this.');
    expect(view?.submit?.text).toBe('Ask for it');
    expect(questionIn(view, 'transfer-kind').initial_option?.value).toBe('to_maintenance');
    expect(questionIn(view, 'planned')).toMatchObject({ initial_date_time: Date.parse('2026-03-30T09:00:00Z') / 1000 });
    expect(await world.events(id)).toEqual([]);
    const answer = await world.submits('@marek', view);
    expect(JSON.stringify(answer.ack)).toContain(
      `*XFER-1*: Bedroom to Home Products\\nIt can be taken over from ${planned}. Until then nothing changes.`,
    );
    await world.settle();
  });

  test('Monday: it is on record, and whose it is has not changed', async () => {
    expect(await world.story(id)).toEqual(['TransferRequested']);
    expect((await eventOf('TransferRequested'))?.data).toMatchObject({
      kind: 'to_maintenance',
      from_team_id: 'team-bedroom',
      to_team_id: 'home-mpt',
      requested_as: 'owning_lead',
      planned_at: '2026-03-30T09:00:00.000Z',
      lifecycle_before: 'active',
      lifecycle_after: 'maintenance_mode',
      hand_back_team_id: 'home-mpt',
      product_manager: 'U0PRIYA',
    });
    expect(JSON.stringify(await world.events(id))).not.toContain('campaign');
    const findings = (await eventOf('TransferRequested'))?.data.findings as { verdict: string }[];
    expect(findings.filter(({ verdict }) => !['passes', 'no_figure', 'informs'].includes(verdict))).toEqual([]);
    expect(await records(loadRef('home-mpt' as TeamSlug))).toMatchObject({ owns: ['appointments', 'lighting'], incoming: [id] });
    expect((await records(assertionsRef('bedroom'))).length).toBe(2);
  });

  test('the receiving team has the card and the checklist; Priya and Omar are asked, and nobody else', async () => {
    const card = await on.stands(home, `${id}/card`);
    expect(card).toContain('XFER-1: Bedroom to Home Products');
    expect(card).toContain('> the campaign is over');
    expect(card).toContain('– Ready: 0 of 17 items');
    expect(await on.stands(home, `${id}/checklist`)).toContain('*What must be true before it changes hands*: 0 of 17');
    expect((await on.sentTo('@priya', `${id}/funding`)).map(({ blocks }) => textOf(blocks))).toEqual([
      expect.stringContaining('Is it decided, and who pays for its being on call?'),
    ]);
    expect(await on.sentTo('@omar', `${id}/answer`)).toHaveLength(1);
    for (const other of ['@asha', '@dev', '@hugo']) expect((await world.inbox(other)).messages).toEqual([]);
  });

  test('a second request for the same service is told which one is under way', async () => {
    const { view } = await world.commands('@priya', '/service', 'transfer bedroom to home-mpt because I think so too');
    const { ack } = await world.submits('@priya', view);
    expect(JSON.stringify(ack)).toContain('XFER-1 is under way: bedroom to home-mpt');
    await world.settle();
    expect(await world.events('XFER-2')).toEqual([]);
  });

  test('it cannot be accepted before the money is confirmed', async () => {
    expect(told(await on.answers('@omar', `${id}/answer`, 'answer-transfer-accept'))).toContain('The money is not confirmed yet');
    expect(await world.story(id)).toEqual(['TransferRequested']);
  });

  test('Tuesday: Priya confirms that the funding ends on 31 March, and who pays for its being on call', async () => {
    await world.until('2026-03-17T09:30:00Z');
    const later = await on.answers('@priya', `${id}/funding`, 'confirm-funding-not-yet');
    expect(told(later)).toContain('it waits for you');
    const { view } = await on.answers('@priya', `${id}/funding`, 'confirm-funding');
    expect(textOf(view?.blocks)).toContain('Its targets (availability 99 %)');
    await world.submits('@priya', view, { ended: '2026-03-31', payer: 'U0PRIYA', basis: 'opex', targets: 'kept' });
    await world.settle();
    expect((await eventOf('TransferFundingConfirmed'))?.data).toMatchObject({
      funding_ended_on: '2026-03-31',
      on_call_paid_by: 'U0PRIYA',
      cost_basis: 'opex',
      targets: 'kept',
    });
    expect((await on.words(home, `${id}/2/funding`))[0]).toContain('the funding for features ends on 2026-03-31');
    expect(textOf((await on.sentTo('@priya', `${id}/funding`))[0]?.blocks)).toContain('✓ <@U0PRIYA> has confirmed the funding');
    expect(await on.stands(home, `${id}/checklist`)).toContain(': 2 of 17');
  });

  const shoulds = ['dashboards', 'failure_design_known', 'last_failure_exercise', 'business_measure'];

  test('Wednesday: both teams go through the checklist; what must be only Priya can waive', async () => {
    await world.until('2026-03-18T09:00:00Z');
    const refused = await on.checks('@omar', id, 'libraries_supported', { status: 'waived', reason: 'later' });
    expect(JSON.stringify(refused.ack)).toContain('only the product manager can waive it');
    const unseen = await on.checks('@omar', id, 'access', { status: 'done' });
    expect(JSON.stringify(unseen.ack)).toContain('Add a link at which one can see it');
    const long = `${shownAt('access')}?${'x'.repeat(500)}`;
    const unread = await on.checks('@omar', id, 'access', { status: 'done', evidence: long });
    expect(unread.ack).toMatchObject({ response_action: 'errors', errors: { evidence: expect.stringContaining('https://') } });
    const notTheirs = await on.checks('@marek', id, 'access', { status: 'done', evidence: shownAt('access') });
    expect(JSON.stringify(notTheirs.ack)).toContain('those know who are to run it');
    for (const item of musts) {
      const evidence = { evidence: item === 'runbook_run' ? 'https://runbooks.example.com/bedroom' : shownAt(item) };
      await on.checks(item === 'libraries_supported' ? '@marek' : '@omar', id, item, { status: 'done', ...evidence });
    }
    for (const item of shoulds) await on.checks('@ruth', id, item, { status: 'done' });
    await on.checks('@marek', id, 'yearly_upkeep', { status: 'waived', reason: 'nothing expires before 2028' });
    // Slack lets one message be changed so often in a minute.
    await world.passes(120);
    const list = await on.stands(home, `${id}/checklist`);
    expect(list).toContain(': 17 of 17');
    expect(list).toContain('<https://runbooks.example.com/bedroom|evidence>');
    expect(list).toMatch(/⊘ \*17\* .*\nWaived by <@U0MAREK>, .*: nothing expires before 2028/);
    expect((await world.story(id)).filter((type) => type === 'TransferReadinessChanged')).toHaveLength(17);
  });

  test('Omar accepts, and Marek and Priya hear of it', async () => {
    await on.answers('@omar', `${id}/answer`, 'answer-transfer-accept');
    await world.settle();
    expect((await eventOf('TransferAccepted'))?.data).toMatchObject({ as: 'receiving_lead', complete: true });
    for (const who of ['@marek', '@priya'])
      expect((await world.inbox(who)).messages.at(-1)?.text).toBe(
        `${id}: <@U0OMAR> (lead of the receiving team) has accepted it for Home Products.`,
      );
    expect(textOf((await on.sentTo('@omar', `${id}/answer`))[0]?.blocks)).toContain('✓ It has been accepted.');
  });

  test('Friday: the shadowing begins, and Dev, who is next on call, acknowledges a test page', async () => {
    await world.until('2026-03-20T09:00:00Z');
    await on.answers('@omar', `${id}/shadow`, 'shadow-transfer');
    await world.settle();
    expect((await eventOf('TransferShadowStarted'))?.data).toMatchObject({ shadow_until: '2026-03-30T09:00:00.000Z' });
    const version = (await eventOf('TransferShadowStarted'))?.aggregate.version;
    expect(await on.words(bedroom, `${id}/${version}/shadowing-from`)).toEqual([
      `${id}: <@U0OMAR> has begun the shadowing of *Bedroom*. Until ${planned} both teams are paged; it is still Team Bedroom's, and they lead.`,
    ]);
    const [page] = await on.sentTo('@dev', `${id}/test-page`);
    expect(page?.text).toBe(`Test page for *Bedroom* (XFER-1). *Shadow*: Team Bedroom still owns this until ${planned}.`);
    expect(told(await on.answers('@dev', `${id}/test-page`, 'shadow-transfer-page'))).toContain('it is on record that a call reaches you');
    await world.settle();
    expect((await eventOf('TransferShadowPaged'))?.data).toMatchObject({ person: 'U0DEV', as: 'test_page' });
    expect(textOf((await on.sentTo('@siobhan', `${id}/test-page`))[0]?.blocks)).toContain('✓ <@U0DEV> has it');
  });

  test('before its day it cannot be taken, and over the change of the clocks the day stays the same', async () => {
    await world.until('2026-03-29T12:00:00Z');
    expect(await on.sentTo('@omar', `${id}/take`)).toEqual([]);
    const { ephemeral } = await world.commands('@omar', '/service', `transfer ${id}`);
    const shown = ephemeral.at(-1);
    const early = await world.presses('@omar', { channel: shown?.channel ?? '', ts: shown?.ts ?? '' }, 'complete-transfer');
    expect(told(early)).toContain('It is planned for <!date^1774861200^{date_short_pretty} {time}|2026-03-30 09:00 UTC>, and not before');
    await world.until('2026-03-30T08:59:30Z');
    expect(await on.sentTo('@omar', `${id}/take`)).toEqual([]);
    expect((await world.story(id)).at(-1)).toBe('TransferShadowPaged');
  });

  test('30 March, 10:00 in London: Omar takes ownership, in one transaction', async () => {
    await world.until('2026-03-30T09:00:00Z');
    await world.passes(5);
    expect(textOf((await on.sentTo('@omar', `${id}/take`))[0]?.blocks)).toContain('All that must be is so.');
    const taken = await on.answers('@omar', `${id}/take`, 'complete-transfer');
    expect(told(taken)).toContain('*Bedroom* belongs to Home Products from now on.');
    await world.settle();
    const data = (await eventOf('OwnershipTransferred'))?.data ?? {};
    expect(data).toMatchObject({
      kind: 'to_maintenance',
      from_team_id: 'team-bedroom',
      to_team_id: 'home-mpt',
      from_version: 2,
      to_version: 3,
      maintenance_solution: 'multi_product_team',
      support_model_before: 'ybiyri',
      support_model_after: 'ybiyri',
      lifecycle_before: 'active',
      lifecycle_after: 'maintenance_mode',
      items_waived: 1,
      guardrails_overridden: [],
    });
    expect(String(data.effective_from)).toMatch(/^2026-03-30T09:00:/);
    expect((await eventOf('ServiceLifecycleChanged', serviceId('bedroom')))?.data).toMatchObject({ to: 'maintenance_mode' });
    const story = await world.story(id);
    expect(story.filter((type, index) => type !== story[index - 1])).toEqual([
      'TransferRequested',
      'TransferFundingConfirmed',
      'TransferReadinessChanged',
      'TransferAccepted',
      'TransferShadowStarted',
      'TransferShadowPaged',
      'TransferReminded',
      'OwnershipTransferred',
    ]);
  });

  test('the records tile: from that very instant on it is theirs, until then it was not', async () => {
    const assertions = await records(assertionsRef('bedroom'));
    const from = String((await eventOf('OwnershipTransferred'))?.data.effective_from);
    expect(history(assertions).map(({ owner }) => owner)).toEqual(['team-bedroom', 'team-bedroom', 'home-mpt']);
    expect(assertions.at(-1)).toMatchObject({
      version: 3,
      owner: 'home-mpt',
      solution: 'multi_product_team',
      model: 'ybiyri',
      effectiveFrom: from,
      handBack: 'home-mpt',
      costBasis: 'opex',
      onCallBudgetHolder: 'U0PRIYA',
      transfer: id,
      reason: 'funding_ended',
    });
    expect(assertions.at(-1)?.warrantyUntil?.slice(0, 10)).toBe('2026-04-29');
    const before = new Date(Date.parse(from) - 1).toISOString();
    expect([before, from].map((at) => ownerAt(assertions, at)?.owner)).toEqual(['team-bedroom', 'home-mpt']);
    expect((await records(lifecyclesRef('bedroom'))).at(-1)).toMatchObject({
      to: 'maintenance_mode',
      effectiveFrom: from,
      fundingEndedOn: '2026-03-31',
    });
    expect(await records(loadRef('home-mpt' as TeamSlug))).toMatchObject({ owns: ['appointments', 'lighting', 'bedroom'], incoming: [] });
    expect((await records(loadRef('team-bedroom' as TeamSlug))).owns).toEqual([]);
  });

  test('everybody is told once: #ownership, both channels, Priya and Marek', async () => {
    const said =
      /^\*Bedroom\* belongs to Home Products since .*: <@U0OMAR> has taken ownership from Team Bedroom \(XFER-1\)\. It is maintenance mode from here on\./;
    const version = (await eventOf('OwnershipTransferred'))?.aggregate.version;
    const [announced] = await on.words('#ownership', `${id}/${version}/announcement`);
    expect(announced).toMatch(said);
    expect((await on.words(home, `${id}/${version}/moved-to`))[0]).toContain(
      '<!subteam^S0HOMEMPT>: its incidents come to you from here on',
    );
    expect((await on.words(bedroom, `${id}/${version}/moved-from`))[0]).toContain('Whoever is at one goes on with it.');
    for (const who of ['@priya', '@marek']) expect((await world.inbox(who)).messages.at(-1)?.text).toMatch(said);
    expect(await on.stands(home, `${id}/card`)).toMatch(/✓ Taken over by <@U0OMAR>.*\n✓ Those who had it can be asked until .*2026-04-29/);
  });

  test("as of 25 March it was Team Bedroom's and active; now it is theirs and in maintenance mode", async () => {
    const was = told(await world.commands('@tom', '/service', 'show bedroom at 2026-03-25'));
    expect(was).toContain('Team Bedroom');
    expect(was).toContain('active development');
    const is = told(await world.commands('@tom', '/service', 'show bedroom at 2026-03-30T09:01Z'));
    expect(is).toContain('Home Products');
    expect(is).toContain('maintenance mode');
  });

  test('the next incident is asked of Home Products, with Team Bedroom to be asked and not paged', async () => {
    await world.types('@tom', 'declare sev2 bedroom: beds cannot be ordered');
    await world.settle();
    const routed = (await world.events()).find((event) => event['detail-type'] === 'IncidentRouted')?.detail.data;
    expect(routed).toMatchObject({ owner: { team_id: 'home-mpt', ownership_version: 3, lifecycle_state: 'maintenance_mode' } });
    expect(routed?.warranty).toMatchObject({ team_id: 'team-bedroom' });
    const incident = (await world.roomOf('INC-1')).id;
    await world.types('@tom', 'resolve workaround ordered by telephone', incident);
  });

  test('after 30 and 90 days Omar and Priya are asked how it goes', async () => {
    await scanEvery(world, 100);
    await world.until('2026-04-29T10:00:00Z');
    expect(textOf((await on.sentTo('@omar', `${id}/review-30`))[0]?.blocks)).toContain(
      'came from Team Bedroom 30 days ago. How does it go?',
    );
    expect(await on.sentTo('@priya', `${id}/review-30`)).toHaveLength(1);
    expect(await on.sentTo('@omar', `${id}/review-90`)).toEqual([]);
    const { view } = await on.answers('@omar', `${id}/review-30`, 'review-transfer:works');
    await world.submits('@omar', view, { words: 'quieter than we thought' });
    await world.settle();
    const version = (await eventOf('TransferReviewed'))?.aggregate.version;
    expect(JSON.stringify(await world.said(home, `${id}/${version}/reviewed`))).toContain('quieter than we thought');
    expect(JSON.stringify(await world.events(id))).not.toContain('quieter than we thought');
    expect((await eventOf('TransferReviewed'))?.data).toMatchObject({ as: 'receiving_lead', after_days: 30, verdict: 'works' });
    expect(textOf((await on.sentTo('@omar', `${id}/review-30`))[0]?.blocks)).toContain('✓ You said: it works.');
    await world.until('2026-06-28T10:00:00Z');
    expect(await on.sentTo('@omar', `${id}/review-90`)).toHaveLength(1);
  }, 180_000);

  test('nothing was said twice, nothing was lost and every acknowledgement was in time', async () => {
    await everythingIsSound(world);
  });
});
