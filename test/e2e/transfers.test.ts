import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sweepEvery } from './schedules.ts';
import { everythingIsSound } from './soundness.ts';
import { homeIsReady, transferring } from './transfer-story.ts';
import { buttonsOf, openWorld, placeOf, questionIn, textOf, told, type World } from './world.ts';

/** Twenty small services of Team Bedroom, which are to go to Home Products all at once. */
const twenty = Array.from({ length: 20 }, (_, n) => `pillow-${n + 1}`);
function withTwenty() {
  const file = homeIsReady({ teams: ['app-operations', 'team-bath'], people: ['hugo'] });
  const catalogue = JSON.parse(readFileSync(file, 'utf8'));
  const small = twenty.map((slug) => ({
    ...{
      slug,
      name: slug,
      kind: 'digital_service',
      domain: 'home',
      lifecycle: 'active',
      product_manager: 'priya',
      availability_target: 95,
    },
    ownership: [{ team: 'team-bedroom', model: 'ybiyri', from: '2025-01-01T00:00:00Z' }],
  }));
  writeFileSync(file, JSON.stringify({ ...catalogue, services: [...catalogue.services, ...small] }));
  return file;
}

let world: World;
let on: ReturnType<typeof transferring>;
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-16T10:00:00Z', catalogue: withTwenty() });
  on = transferring(world);
  await sweepEvery(world, 720);
});
afterAll(() => world?.stop());

const types = (who: string, text: string) => world.commands(who, '/service', text);

describe('The form of a transfer', () => {
  test('is searched among all services and all teams that may own', async () => {
    const { view } = await types('@marek', 'transfer new');
    const services = await world.searches('@marek', { view: view?.id ?? '' }, 'transfer-services', 'beds');
    expect(services.options[0]).toMatchObject({ value: 'bedroom', text: { text: 'Bedroom' } });
    const teams = await world.searches('@marek', { view: view?.id ?? '' }, 'transfer-to', 'home');
    expect(teams.options.map(({ value }) => value)).toEqual(['home-mpt']);
    const desk = await world.searches('@marek', { view: view?.id ?? '' }, 'transfer-to', 'desk');
    expect(desk.options).toEqual([]);
  });

  test('says what speaks against a team as soon as it is chosen, and compares it with the other ways', async () => {
    const { view } = await types('@marek', 'transfer bedroom');
    expect(textOf(view?.blocks)).not.toContain('can take this');
    const chosen = await world.presses('@marek', { view: view?.id ?? '' }, 'transfer-to', { option: 'app-operations' });
    const said = textOf(chosen.view?.blocks);
    expect(said).toContain('*Multi-product team (recommended)*');
    expect(said).toContain('*Operations team*');
    expect(said).toContain('*Regional developer support*');
    const again = await world.presses('@marek', { view: view?.id ?? '' }, 'transfer-to', { option: 'home-mpt' });
    expect(textOf(again.view?.blocks)).toContain('*Home Products* can take this.');
  });

  test('is saved for later, and found again where the same service is meant', async () => {
    const { view } = await types('@marek', 'transfer bedroom to home-mpt because not before the campaign is over');
    await world.presses('@marek', { view: view?.id ?? '' }, 'request-transfer-save');
    const listed = await types('@marek', 'transfer');
    expect(told(listed)).toContain('Go on with what you saved');
    const draft = (await world.presses('@marek', placeOf(listed), 'request-transfer-new')).view;
    expect(questionIn(draft, 'reason').initial_value).toBe('not before the campaign is over');
    expect(JSON.stringify(questionIn(draft, 'transfer-services'))).toContain('"bedroom"');
    const again = (await types('@marek', 'transfer bedroom')).view;
    expect(questionIn(again, 'transfer-to').initial_option?.value).toBe('home-mpt');
    expect(questionIn(again, 'reason').initial_value).toBe('not before the campaign is over');
    expect(questionIn((await types('@priya', 'transfer bedroom')).view, 'reason').initial_value).toBeUndefined();
  });

  test('a service or a team that nobody knows is said, and nobody is asked', async () => {
    expect(told(await types('@marek', 'transfer pilows-99 to home-mpt'))).toContain('I know no service that is called');
    expect(told(await types('@marek', 'transfer bedroom to nowhere'))).toContain('That names no team');
    expect(told(await types('@marek', 'transfer bedroom to home-mpt handback'))).toContain('`/service handback bedroom to home-mpt`');
    expect(told(await types('@marek', 'transfer bedroom to home-mpt on blue moon'))).toContain('I cannot read when that is meant to be');
  });

  test('somebody who owns nothing of it is told who can ask', async () => {
    const { view } = await types('@tom', 'transfer bedroom to home-mpt because I say so');
    expect(JSON.stringify((await world.submits('@tom', view)).ack)).toContain(
      'The lead of the team that owns it, its product manager or a head',
    );
    expect(await world.events('XFER-1')).toEqual([]);
  });
});

describe('Twenty services in one request', () => {
  test('become twenty transfers, each to be accepted on its own, within the time that Slack gives', async () => {
    const { view } = await types('@priya', `transfer ${twenty.join(', ')} to home-mpt because the money ends for all of them`);
    expect(questionIn(view, 'transfer-services')).toBeDefined();
    let answer = await world.submits('@priya', view);
    for (let press = 1; JSON.stringify(answer.ack).includes('Press again for the others') && press < 20; press++) {
      expect(answer.ackMs).toBeLessThan(3000);
      answer = await world.submits('@priya', answer.view);
    }
    expect(answer.ackMs).toBeLessThan(3000);
    await world.passes(240);
    const requested = (await world.events()).filter((event) => event['detail-type'] === 'TransferRequested');
    expect(requested).toHaveLength(20);
    expect(new Set(requested.map(({ detail }) => detail.data.batch)).size).toBe(1);
    expect(new Set(requested.map(({ detail }) => detail.service_id)).size).toBe(20);
  });

  test('are listed ten at a time, those that concern somebody first', async () => {
    const first = await types('@priya', 'transfer');
    expect(told(first)).toContain('*Transfers under way* · 20 of 20 concern you');
    expect(told(first)).toContain('page 1 of 2');
    const second = await world.presses('@priya', placeOf(first), 'list-transfers:2');
    const shown = (await world.inbox('@priya')).messages.find(({ ts }) => ts === placeOf(first).ts) ?? second.ephemeral.at(-1);
    expect(textOf(shown?.blocks)).toContain('page 2 of 2');
    expect(told(await types('@tom', 'transfer'))).toContain('0 of 20 concern you');
  });

  test('the Home shows what one is asked for in them, and of how many', async () => {
    const { view } = await world.opensHome('@priya');
    const said = textOf(view?.blocks);
    expect(said).toContain('*You are asked in transfers* · 5 of 20');
    expect(said).toContain('is it decided, and who pays for it?');
    expect(textOf((await world.opensHome('@tom')).view?.blocks)).not.toContain('You are asked in transfers');
  });

  test('one is declined and one called off, and the others go on', async () => {
    const { view } = await on.answers('@omar', 'XFER-2/answer', 'answer-transfer-decline');
    await world.submits('@omar', view, { words: 'too many at once' });
    const shown = await types('@priya', 'transfer XFER-6');
    const cancel = await world.presses('@priya', placeOf(shown), 'cancel-transfer');
    await world.submits('@priya', cancel.view, { reason: 'it stays where it is' });
    await world.passes(60);
    expect((await world.story('XFER-2')).at(-1)).toBe('TransferDeclined');
    expect((await world.story('XFER-6')).at(-1)).toBe('TransferCancelled');
    expect(await on.stands('#team-home-mpt', 'XFER-6/card')).toMatch(/✗ Called off by <@U0PRIYA>, .*\. The owner is as before/);
    expect(buttonsOf((await world.said('#team-home-mpt', 'XFER-6/card'))[0]?.blocks)).toEqual([]);
    expect(told(await types('@priya', 'transfer'))).toContain('of 18 concern you');
  });

  test('Omar asks before he answers, and Priya is asked', async () => {
    const { view } = await on.answers('@omar', 'XFER-3/answer', 'answer-transfer-ask');
    await world.submits('@omar', view, { words: 'who knows the pillow feed?' });
    await world.passes(60);
    expect((await world.inbox('@priya')).messages.at(-1)?.text).toContain('who knows the pillow feed?');
    expect((await world.story('XFER-3')).at(-1)).toBe('TransferAsked');
    expect(JSON.stringify(await world.events('XFER-3'))).not.toContain('pillow feed');
  });

  test('another date is said to those who count on it', async () => {
    const shown = await types('@priya', 'transfer XFER-4');
    const { view } = await world.presses('@priya', placeOf(shown), 'replan-transfer');
    await world.submits('@priya', view, { planned: Date.parse('2026-04-08T09:00:00Z') / 1000 });
    await world.passes(60);
    expect((await world.inbox('@omar')).messages.at(-1)?.text).toContain('XFER-4: <@U0PRIYA> has moved it to');
  });

  test('whoever does not answer is asked again, and after ten working days it is over', async () => {
    await world.until('2026-03-19T12:00:00Z');
    expect((await world.story('XFER-5')).at(-1)).toBe('TransferReminded');
    expect((await world.inbox('@priya')).messages.at(-1)?.text).toContain('It still waits for the word on the money.');
    await world.until('2026-03-31T12:00:00Z');
    expect((await world.story('XFER-5')).at(-1)).toBe('TransferExpired');
    expect((await world.inbox('@omar')).messages.some(({ text }) => text.includes('*XFER-5*') && text.includes('it has expired'))).toBe(
      true,
    );
    expect(told(await types('@priya', 'transfer'))).toContain('No service is being transferred.');
  }, 180_000);

  test('nothing was said twice, nothing was lost and every acknowledgement was in time', async () => {
    await everythingIsSound(world);
  });
});
