import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everythingIsSound } from './soundness.ts';
import { buttonsOf, harrowHome, numberIn, openWorld, textOf, told, type World } from './world.ts';

/** Tuesday, 10 March 2026, two in the afternoon: Asha is on call for Team Bedroom. */
let world: World;
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T14:00:00Z', catalogue: harrowHome });
});
afterAll(() => world?.stop());

const home = async (who: string) => textOf((await world.homeOf(who))?.blocks);
const buttons = async (who: string) => buttonsOf((await world.homeOf(who))?.blocks).map(({ action_id }) => action_id);
const published = async (since: number) => (await world.traffic(since)).filter(({ method }) => method === 'views.publish');
const declares = async (line: string, who = '@tom') => {
  const id = numberIn(told(await world.types(who, `declare ${line}`)));
  await world.settle();
  return id;
};

describe('A Home', () => {
  let id = '';

  test('is there as soon as it is opened, and for nobody who never opened it', async () => {
    const { view, status } = await world.opensHome('@asha');
    expect([status, textOf(view?.blocks)]).toEqual([200, expect.stringContaining('You are *on call* for Team Bedroom until')]);
    expect(textOf(view?.blocks)).toContain('Nothing is open. Good.');
    expect(await world.homeOf('U0BEN')).toBeUndefined();
  });

  test('shows within a minute what its owner is asked for, with the button that answers', async () => {
    const before = await world.trafficSoFar();
    id = await declares('sev2 bedroom: beds cannot be ordered');
    await world.passes(60);
    expect(await home('U0ASHA')).toMatch(/\*You are asked\*[\s\S]*beds cannot be ordered[\s\S]*Can you take it\?/);
    expect(await home('U0ASHA')).toContain(`*Bedroom*: ${id} SEV2`);
    expect((await published(before)).every(({ request }) => JSON.stringify(request).includes('U0ASHA'))).toBe(true);
  });

  test('leads to the acts there are: pressed there, it is done, and the Home follows', async () => {
    await world.presses('@asha', { view: (await world.homeOf('U0ASHA'))?.id ?? '' }, 'acknowledge-incident');
    await world.settle();
    expect(await world.story(id)).toContain('IncidentAcknowledged');
    expect(await home('U0ASHA')).toMatch(/<@U0ASHA> has it/);
    expect(await buttons('U0ASHA')).not.toContain('acknowledge-incident');
    const { view } = await world.presses('@asha', { view: (await world.homeOf('U0ASHA'))?.id ?? '' }, 'update-incident');
    await world.submits('@asha', view, { text: 'Rolling back' });
    await world.settle();
    expect(await world.story(id)).toContain('IncidentUpdated');
  });

  test('asks those of a team that is to take it, and is answered there', async () => {
    await world.opensHome('@toby');
    await world.types('@asha', `handover ${id} team-checkout the till is theirs`);
    await world.passes(30);
    expect(await home('U0TOBY')).toMatch(/\*You are asked\*[\s\S]*beds cannot be ordered[\s\S]*<@U0ASHA> asks team-checkout to take it/);
    await world.presses('@toby', { view: (await world.homeOf('U0TOBY'))?.id ?? '' }, 'handover-decline');
    await world.settle();
    expect(await world.story(id)).toContain('IncidentHandoverDeclined');
    expect(await home('U0TOBY')).not.toContain('to take it');
  });

  test('a press that is refused is answered in front of them', async () => {
    await world.opensHome('@ben');
    const place = { view: (await world.homeOf('U0BEN'))?.id ?? '' };
    await world.types('@asha', `resolve ${id} permanent rolled back`);
    const { view } = await world.presses('@ben', place, 'mitigate-incident');
    expect(textOf(view?.blocks)).toContain('It is resolved already');
    await world.settle();
    expect(await home('U0BEN')).toContain('Nothing is open. Good.');
  });

  test('is made for nobody who has not looked for a day', async () => {
    await world.passes(25 * 60 * 60);
    const before = await world.trafficSoFar();
    const another = await declares('sev2 bedroom: beds cannot be paid');
    await world.passes(60);
    expect(await published(before)).toEqual([]);
    expect(await home('U0ASHA')).toContain('Nothing is open. Good.');
    await world.opensHome('@asha');
    expect(await home('U0ASHA')).toContain('beds cannot be paid');
    await world.types('@asha', `ack ${another}`);
  });
});

describe('A private one', () => {
  test('stands in the Home of those who are in it, and is not even counted in others', async () => {
    await world.opensHome('@tom');
    const id = await declares('private sev4 bedroom: salaries are readable');
    expect(await home('U0TOM')).toMatch(/salaries are readable/);
    for (const who of ['priya', 'gus']) {
      await world.opensHome(`@${who}`);
      const seen = await home(`U0${who.toUpperCase()}`);
      expect(seen).not.toMatch(new RegExp(`salaries|${id}`));
      expect(seen).toMatch(who === 'gus' ? /Open incidents you are in/ : /Open incidents \(1\)/);
    }
  });
});

describe('All that is open', () => {
  beforeAll(async () => {
    for (let made = 1; made <= 12; made++) await world.types('@lena', `declare sev${(made % 2) + 3} ?: One of many, ${made}`);
    await world.settle();
  });

  test('comes in pages, the newest first', async () => {
    await world.opensHome('@priya');
    expect(await home('U0PRIYA')).toMatch(/One of many, 12[\s\S]*13 like this · page 1 of 2/);
    await world.presses('@priya', { view: (await world.homeOf('U0PRIYA'))?.id ?? '' }, 'home-filter:page:2');
    expect(await home('U0PRIYA')).toMatch(/One of many, 2\n[\s\S]*One of many, 1\n[\s\S]*beds cannot be paid[\s\S]*page 2 of 2/);
  });

  test('by severity, by service and by what is one’s own; the choice stays when something changes', async () => {
    const place = { view: (await world.homeOf('U0LENA'))?.id ?? (await world.opensHome('@lena')).view?.id ?? '' };
    const { options } = await world.searches('@lena', place, 'home-filter:service', 'bed');
    expect(options.map(({ value }) => value)).toEqual(['bedroom']);
    await world.presses('@lena', place, 'home-filter:service', { option: 'bedroom' });
    expect(await home('U0LENA')).toMatch(/Open incidents \(13\)[\s\S]*beds cannot be paid/);
    await world.presses('@lena', place, 'home-filter:severity', { option: 'sev3' });
    expect(await home('U0LENA')).toContain('None of the open incidents is like this.');
    await world.presses('@lena', place, 'home-filter:all');
    await world.presses('@lena', place, 'home-filter:mine');
    await declares('sev4 ?: One more', '@lena');
    expect(await home('U0LENA')).toMatch(/Mine only ✓[\s\S]*One more[\s\S]*13 like this · page 1 of 2/);
  });

  test('opened twice, or told twice that it was, it is the same', async () => {
    await world.faults({ on: 'deliver:event', do: 'duplicate', copies: 3, times: 1 });
    await world.opensHome('@lena');
    await world.settle();
    await world.calm();
    expect(await home('U0LENA')).toContain('page 1 of 2');
  });
});

describe('Slack in trouble', () => {
  test('a Home that cannot be shown spoils nothing, and comes when Slack can again', async () => {
    await world.opensHome('@asha');
    await world.faults({ on: 'slack:views.publish', do: 'error', code: 'internal_error', times: 2 });
    const id = await declares('sev3 checkout: pillows are gone', '@asha');
    expect(await world.peopleIn((await world.roomOf(id)).id)).toContain('asha');
    await world.passes(60);
    expect(await home('U0ASHA')).toContain('pillows are gone');
    await world.faults({ on: 'slack:views.publish', do: 'ratelimit', retryAfter: 20, times: 1 });
    await world.types('@asha', `ack ${id}`);
    await world.passes(60);
    expect(await home('U0ASHA')).toMatch(/pillows are gone\n\*INC-\d+\* · SEV3 · Checkout · <@U0ASHA> has it/);
    await world.calm();
  });

  test('for good, it is left alone after a few tries', async () => {
    await world.faults({ on: 'slack:views.publish', do: 'error', code: 'internal_error' });
    await world.types('@asha', 'declare sev4 ?: sheets are wet');
    await world.passes(20 * 60);
    await world.calm();
    expect(await world.deadLetters()).toEqual([]);
  });
});

test('everything is sound', () => everythingIsSound(world));
