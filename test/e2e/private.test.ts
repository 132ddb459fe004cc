import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allMessages, everythingIsSound } from './soundness.ts';
import { harrowHome, numberIn, openWorld, textOf, told, type World } from './world.ts';

const title = 'Names of customers on a public page';
let world: World;
let id = '';
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T10:30:00Z', catalogue: harrowHome });
  const { view } = await world.types('@tom', '');
  const values = { title, symptoms: 'Anyone can read addresses', service: 'bathroom', severity: 'sev2', options: ['private'] };
  id = numberIn((await world.submits('@tom', view, values)).ack);
  await world.passes(20);
});
afterAll(() => world?.stop());

/** Everything that can be read outside its channel, but for direct messages with these people. */
async function readElsewhere(room: string | undefined, insiders: string[]) {
  const direct = await Promise.all(insiders.map(async (user) => (await world.inbox(user)).channel));
  const messages = (await allMessages(world)).filter(({ channel }) => channel !== room && !direct.includes(channel));
  return JSON.stringify(messages.map(({ text, blocks }) => [text, blocks]));
}
const insiders = ['@tom', '@raj', '@conor', '@alice'];

describe('a private incident', () => {
  test('has a private channel with its swarm, a card and a pager, like any other', async () => {
    const room = await world.roomOf(id);
    expect(room).toMatchObject({ is_private: true, name: `${id.toLowerCase()}-names-of-customers-on-a-public-page` });
    expect(await world.peopleIn(room.id)).toEqual(['alice', 'conor', 'raj', 'tom']);
    expect(textOf((await world.said(room.id, `${id}/card`))[0]?.blocks)).toContain(title);
    expect((await world.inbox('@raj')).messages.filter(({ text }) => text.startsWith(id))).toHaveLength(1);
    expect(await world.messages('#incidents')).toEqual([]);
  });

  test('exists for nobody else: not in lists, not by its number, not to be taken', async () => {
    for (const who of ['@asha', '@lena']) {
      expect(told(await world.types(who, 'list'))).toBe('No open incidents that you may see.');
      for (const verb of ['status', 'ack', 'unack']) {
        const answer = told(await world.types(who, `${verb} ${id}`));
        expect(answer).toBe(told(await world.types(who, `${verb} INC-4711`)));
        expect(answer).not.toContain(title);
      }
    }
    expect(told(await world.types('@raj', 'list'))).toContain(title);
    expect(told(await world.types('@conor', `status ${id}`))).toContain(title);
  });

  test('is offered in no select, whoever searches for its words', async () => {
    const { view } = await world.types('@asha', '');
    for (const query of [title, id, 'customers', '']) {
      const offered = JSON.stringify(await world.searches('@asha', { view: view?.id ?? '' }, 'service', query));
      expect(offered).not.toContain('INC-');
      expect(offered).not.toContain(title);
    }
  });

  test('is left by its ladder as it is: those who are asked come in, nobody else hears of it', async () => {
    await world.passes(16 * 60);
    const room = await world.roomOf(id);
    expect(await world.peopleIn(room.id)).toEqual(['alice', 'conor', 'lena', 'malik', 'raj', 'rosalind', 'tom', 'wanda']);
    expect(await readElsewhere(room.id, [...insiders, '@lena', '@malik', '@rosalind', '@wanda'])).not.toMatch(new RegExp(`${id}|${title}`));
    expect(told(await world.types('@lena', `status ${id}`))).toContain(title);
  });

  test('leaves the account with its mark and without its words', async () => {
    const events = await world.events(id);
    expect(events.length).toBeGreaterThan(3);
    for (const { detail } of events) expect(detail.private).toBe(true);
    expect(JSON.stringify(events)).not.toMatch(/Names of customers|read addresses|names-of-customers/);
  });

  test('gets no channel at all where Slack makes no private one, says so, and stays out of public ones', async () => {
    await world.faults({ on: 'slack:conversations.create', do: 'error', code: 'restricted_action' });
    const before = await world.trafficSoFar();
    const refused = numberIn(told(await world.types('@gwen', 'declare sev2 private bathroom: keys of the house')));
    await world.passes(900);
    await world.calm();
    await world.passes(600);
    await expect(world.roomOf(refused)).rejects.toThrow('has 0 channels');
    const tries = (await world.traffic(before)).filter(({ method }) => method === 'conversations.create');
    expect(tries.length).toBeGreaterThan(0);
    expect(tries.map(({ request }) => JSON.stringify(request)).every((sent) => /"?is_private"?[^a-z]*true/.test(sent))).toBe(true);
    expect((await world.events(refused)).find((event) => event['detail-type'] === 'IncidentChannelRefused')?.detail.data.code).toBe(
      'restricted_action',
    );
    const said = (await world.inbox('@gwen')).messages.map(({ text }) => text).filter((text) => text.includes(refused));
    expect(said).toEqual([expect.stringContaining(`${refused} has no channel: Slack refused to make one (restricted_action).`)]);
    expect(said[0]).toContain('never gets a public one');
    expect(told(await world.types('@gwen', `status ${refused}`))).toContain('*Channel*\nnone');
    const asked = ['@gwen', ...insiders, '@lena', '@malik', '@rosalind', '@wanda'];
    expect(await readElsewhere(undefined, asked)).not.toMatch(new RegExp(`${refused}|keys of the house`));
    expect((await world.inbox('@raj')).messages.filter(({ text }) => text.startsWith(`${refused} ·`))).toHaveLength(1);
  });

  test('that reaches nobody asks for help in #incidents-unrouted without a word of what it is', async () => {
    for (const user of ['@dorothea', '@wanda', '@lena', '@malik', '@rosalind']) await world.change({ do: 'deactivate', user });
    await world.settle();
    const lost = numberIn(told(await world.types('@tom', 'declare sev1 private garden-furniture: who has read it')));
    await world.passes(60);
    expect((await world.messages('#incidents-unrouted')).map(({ text }) => text)).toEqual([
      'A private incident needs someone, and nobody could be asked. Incident managers: please speak up here.',
    ]);
    const room = await world.roomOf(lost);
    expect(room.is_private).toBe(true);
    expect(await readElsewhere(room.id, ['@tom'])).not.toMatch(new RegExp(`${lost}\\b|who has read it|Garden Furniture`));
  });
});

test('nothing was said twice, nothing was lost and every acknowledgement was in time', async () => {
  await everythingIsSound(world);
});
