import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allMessages, everythingIsSound } from './soundness.ts';
import { type Channel, effectOf, harrowHome, numberIn, openWorld, textOf, told, type World } from './world.ts';

/** Tuesday, 10 March 2026. What was thought to be an outage is a leak. */
const title = 'Orders show addresses of others';
let world: World;
let id = '';
let before: Channel;
let answer = '';
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T10:30:00Z', catalogue: harrowHome });
  id = numberIn(told(await world.types('@tom', `declare sev2 bedroom: ${title}`)));
  await world.passes(20);
  before = await world.roomOf(id);
  await world.types('@asha', 'ack', before.id);
  await world.change({ do: 'join', user: '@omar', channel: before.id });
  await world.types('@felix', `subscribe ${id}`);
  await world.types('@asha', 'update Anyone can read them', before.id);
  await world.passes(20);
  answer = told(await world.types('@asha', 'private', before.id));
  await world.passes(20);
});
afterAll(() => world?.stop());

const rooms = async (of = id) => (await world.channels()).filter(({ name }) => name?.startsWith(`${of.toLowerCase()}-`));
const roomNow = async (of = id) => {
  const [room] = (await rooms(of)).filter(({ is_private }) => is_private);
  if (room === undefined) throw new Error(`${of} has no private channel`);
  return room;
};
const readable = (messages: { text: string; blocks?: Parameters<typeof textOf>[0] }[]) =>
  messages.map(({ text, blocks }) => `${text}\n${textOf(blocks)}`).join('\n');

describe('an incident that becomes private', () => {
  test('goes on in a new, private channel, with everyone who was in the one before', async () => {
    expect(answer).toMatch(new RegExp(`${id} is private from here on.*stays readable to everyone in the workspace.*brought along`));
    const room = await roomNow();
    expect(room).toMatchObject({ is_private: true, is_archived: false });
    expect(await world.peopleIn(room.id)).toEqual(await world.peopleIn(before.id));
    expect(await world.peopleIn(room.id)).toContain('omar');
    expect(textOf((await world.said(room.id, `${id}/private/card`))[0]?.blocks)).toContain(title);
    expect(readable(await world.messages(room.id))).toMatch(/<@U0ASHA> made it private\. The channel before, <#\w+>, is archived\./);
  });

  test('leaves the channel before archived, without its card and topic, saying what stays visible to whom', async () => {
    const old = await world.channel(before.id);
    expect(old).toMatchObject({ is_archived: true, topic: { value: 'Private now' }, purpose: { value: 'Private now' } });
    const [notice] = await world.said(before.id, `${id}/former/1/notice`);
    expect(notice?.text).toMatch(/goes on in a private channel, and this one is archived.*stays readable to everyone in the workspace/);
    expect(textOf((await world.said(before.id, `${id}/card`))[0]?.blocks)).toBe('This incident is private now.');
    expect((await world.messages(before.id)).at(-1)?.ts).toBe(notice?.ts);
  });

  test('is taken back where it was announced, and told to nobody outside it', async () => {
    const [line] = await world.said('#incidents', `${id}/announcement`);
    expect(`${line?.text} ${textOf(line?.blocks)}`).not.toMatch(new RegExp(`${id}|${title}|Bedroom`));
    await world.types('@asha', 'update It is closed off', (await roomNow()).id);
    await world.passes(10);
    const felix = await world.inbox('@felix');
    expect(readable(felix.messages)).not.toContain('It is closed off');
    const [head] = await world.said(felix.channel, `${id}/subscriber/U0FELIX`);
    expect(textOf(head?.blocks)).toBe('Nothing more is told here of this incident: it is private now.');
    const replies = (await allMessages(world)).filter((message) => /\/told\/U0FELIX$/.test(effectOf(message) ?? ''));
    expect(replies.map(({ text, blocks }) => [text, textOf(blocks)])).toEqual([
      ['Taken back: it is private now.', 'Taken back: it is private now.'],
    ]);
    const elsewhere = (await allMessages(world)).filter((message) => message.channel !== before.id && effectOf(message)?.includes('It is'));
    expect(elsewhere).toEqual([]);
  });

  test('exists for nobody who is not in it: not in lists, not by its number', async () => {
    for (const who of ['@felix', '@lena']) {
      expect(told(await world.types(who, 'list'))).toBe('No open incidents that you may see.');
      for (const line of [`status ${id}`, `ack ${id}`, `swarm ${id} @tom`, `private ${id}`])
        expect(told(await world.types(who, line))).toBe(told(await world.types(who, line.replace(id, 'INC-4711'))));
    }
    expect(told(await world.types('@omar', `status ${id}`))).toContain(title);
  });

  test('is no longer what a second declaration joins', async () => {
    const said = told(await world.types('@felix', 'declare sev2 bedroom: Orders look strange'));
    expect(said).not.toContain(id);
    expect(numberIn(said)).not.toBe(id);
  });

  test('says on the bus that it is private, and to facts', async () => {
    const events = (await world.events(id)).sort((a, b) => a.detail.aggregate.version - b.detail.aggregate.version);
    const from = events.findIndex((event) => event['detail-type'] === 'IncidentMadePrivate');
    expect(events[from]?.detail.data).toMatchObject({ by: 'U0ASHA', people: ['U0OMAR'], facts: { private: true } });
    expect(events.map(({ detail }) => detail.private === true)).toEqual(events.map((_, index) => index >= from));
  });

  test('twice changes nothing; a stranger to it is let in by its members', async () => {
    const room = await roomNow();
    expect(told(await world.types('@asha', 'private', room.id))).toContain('private already');
    expect(told(await world.types('@asha', 'access @felix', room.id))).toContain(`${id} is open to <@U0FELIX> now`);
    await world.passes(10);
    expect(await world.peopleIn(room.id)).toContain('felix');
    expect(told(await world.types('@felix', `status ${id}`))).toContain(title);
  });
});

test('where Slack makes no private channel, nothing is told in public any more, and it says so', async () => {
  const lost = numberIn(told(await world.types('@gwen', 'declare sev2 bathroom: keys of the house')));
  await world.passes(20);
  const [room] = await rooms(lost);
  await world.faults({ on: 'slack:conversations.create', do: 'error', code: 'restricted_action' });
  await world.types('@gwen', `private ${lost}`);
  await world.passes(60);
  await world.calm();
  expect(await rooms(lost)).toMatchObject([{ is_private: false, is_archived: false, topic: { value: 'Private now' } }]);
  const [notice] = await world.said(room?.id ?? '', `${lost}/former/1/notice`);
  expect(notice?.text).toContain('Slack made no private channel for it, so it has none');
  expect(readable(await world.said('#incidents', `${lost}/announcement`))).not.toMatch(/keys of the house|Bathroom/);
  expect(readable((await world.inbox('@gwen')).messages)).toContain(`${lost} has no channel: Slack refused to make one`);
  await world.types('@gwen', `update ${lost} Locks are changed`);
  await world.passes(20);
  expect(readable(await world.messages(room?.id ?? ''))).not.toContain('Locks are changed');
});

test('nothing was said twice, nothing was lost and every acknowledgement was in time', async () => {
  await world.passes(300);
  await everythingIsSound(world);
});
