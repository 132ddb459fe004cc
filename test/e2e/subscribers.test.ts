import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everythingIsSound } from './soundness.ts';
import { buttonsOf, harrowHome, type Message, numberIn, openWorld, placeOf, textOf, told, type World } from './world.ts';

/** Tuesday, 10 March 2026. Priya is accountable for Bedroom and not at it; #learning wants to know too. */
let world: World;
let id = '';
let room = '';
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T10:30:00Z', catalogue: harrowHome });
  id = numberIn(told(await world.types('@tom', 'declare sev2 bedroom: beds cannot be ordered')));
  await world.passes(20);
  room = (await world.roomOf(id)).id;
});
afterAll(() => world?.stop());

type Threaded = Message & { thread_ts?: string };
/** The message above someone's thread, and what stands under it. */
async function threadOf(channel: string, whom: string) {
  const [head] = await world.said(channel, `${id}/subscriber/${whom}`);
  const all = (await world.messages(channel)) as Threaded[];
  return { head, replies: all.filter(({ ts, thread_ts }) => thread_ts === head?.ts && ts !== head?.ts).map(({ text }) => text) };
}
const priyas = async () => threadOf((await world.inbox('@priya')).channel, 'U0PRIYA');
const learning = async () => threadOf('#learning', (await world.channel('learning')).id);
const announced = async () => (await world.said('#incidents', `${id}/announcement`))[0];
const footer = async () => textOf((await world.said(room, `${id}/card`))[0]?.blocks);
const eventsOf = async (type: string) => (await world.events(id)).filter((event) => event['detail-type'] === type);

describe('who is not at an incident', () => {
  test('is kept posted by one press on the announcement: what it is and where it stands', async () => {
    const { id: channel } = await world.channel('incidents');
    const place = { channel, ts: (await announced())?.ts ?? '' };
    const answer = await world.presses('@priya', place, 'subscribe-incident');
    expect(told(answer)).toContain(`You are kept posted of ${id}, in a thread of your direct messages with me.`);
    await world.presses('@priya', place, 'subscribe-incident');
    await world.settle();
    expect((await eventsOf('IncidentSubscribed')).map(({ detail }) => detail.data)).toMatchObject([
      { by: 'U0PRIYA', subscriber: 'person' },
    ]);
    const { head, replies } = await priyas();
    expect(textOf(head?.blocks)).toContain(`${id} · SEV2 · Bedroom: beds cannot be ordered`);
    expect(textOf(head?.blocks)).toContain('nobody has it yet');
    expect(replies).toEqual([]);
    expect(await footer()).toContain('1 is kept posted elsewhere');
  });

  test('finds the same button in the status', async () => {
    const status = await world.types('@felix', `status ${id}`);
    expect(buttonsOf(status.ephemeral.at(-1)?.blocks).map(({ action_id }) => action_id)).toContain('subscribe-incident');
    await world.presses('@felix', placeOf(status), 'subscribe-incident');
    await world.settle();
    expect(told(await world.types('@felix', 'unsubscribe', room))).toBe(`You will hear no more of ${id}.`);
    await world.settle();
    const { head } = await threadOf((await world.inbox('@felix')).channel, 'U0FELIX');
    expect(head?.text).toContain('You hear no more of it here.');
  });

  test('cannot put a channel in the picture that Muster is not in, and is told which', async () => {
    const { id: channel } = await world.channel('learning');
    await world.change({ do: 'leave', user: '@muster', channel: '#learning' });
    expect(told(await world.types('@ruth', `subscribe ${id} #learning`))).toContain(`Muster is not in <#${channel}>`);
    expect(told(await world.types('@ruth', `subscribe ${id} #nowhere`))).toContain('Muster cannot see #nowhere');
    await world.change({ do: 'join', user: '@muster', channel: '#learning' });
    expect(told(await world.types('@ruth', `subscribe ${id} #learning`))).toContain(`<#${channel}> is kept posted of ${id}`);
    await world.settle();
    expect((await learning()).head?.text).toContain(`${id} · SEV2 · Bedroom: beds cannot be ordered`);
    const said = (await world.messages(room)).map(({ text }) => text);
    expect(said).toContain(`<@U0RUTH> keeps <#${channel}> posted: updates and changes are told there too.`);
    expect(await footer()).toContain('2 are kept posted elsewhere');
  });

  test('hears each change once, in that thread, and the message above it says where it stands', async () => {
    await world.types('@asha', 'ack', room);
    await world.passes(5);
    await world.types('@asha', 'update Rolling back, ten minutes', room);
    await world.passes(5);
    const expected = ['<@U0ASHA> has it.', '*Update* from <@U0ASHA>: Rolling back, ten minutes'];
    for (const { head, replies } of [await priyas(), await learning()]) {
      expect(replies).toEqual(expected);
      expect(textOf(head?.blocks)).toContain('<@U0ASHA> has it');
      expect(textOf(head?.blocks)).toContain('Rolling back, ten minutes');
    }
  });

  test('hears nothing more once that is said, and goes on in the same thread when they come back', async () => {
    await world.types('@priya', `unsubscribe ${id}`);
    await world.passes(5);
    await world.types('@asha', 'update Half of it is back', room);
    await world.passes(5);
    expect((await priyas()).replies).toHaveLength(2);
    expect((await learning()).replies).toHaveLength(3);
    await world.types('@priya', `subscribe ${id}`);
    await world.passes(5);
    await world.types('@asha', 'update All of it is back', room);
    await world.passes(5);
    const { head, replies } = await priyas();
    expect(replies.at(-1)).toBe('*Update* from <@U0ASHA>: All of it is back');
    expect(replies).toHaveLength(3);
    expect(textOf(head?.blocks)).toContain('All of it is back');
  });

  test('hears nothing more after leaving the workspace, and a channel neither that another company reads', async () => {
    await world.change({ do: 'deactivate', user: '@priya' });
    await world.change({ do: 'share', channel: '#learning' });
    await world.settle();
    const before = [await priyas(), await learning()].map(({ replies }) => replies.length);
    await world.types('@asha', 'update Watching it', room);
    await world.passes(5);
    expect([await priyas(), await learning()].map(({ replies }) => replies.length)).toEqual(before);
  });

  test('hears of a duplicate where it goes on, once', async () => {
    const second = numberIn(told(await world.types('@gwen', 'declare sev3 mattress: nothing can be ordered')));
    await world.types('@felix', `subscribe ${second}`);
    await world.settle();
    await world.types('@gwen', `duplicate ${second} of ${id}`);
    await world.passes(5);
    const said = (await world.messages((await world.inbox('@felix')).channel)).map(({ text }) => text);
    expect(said.filter((text) => text.includes('The same as'))).toEqual([
      `*The same as ${id}*, says <@U0GWEN>: that one goes on in <#${room}>. To hear of it: \`/incident subscribe ${id}\`.`,
    ]);
  });

  test('hears of a private one only if they are in it', async () => {
    const hidden = numberIn(told(await world.types('@tom', 'declare sev3 private bathroom: who has read it')));
    await world.passes(20);
    expect(told(await world.types('@felix', `subscribe ${hidden}`))).toBe(told(await world.types('@felix', 'subscribe INC-4711')));
    expect(told(await world.types('@tom', `subscribe ${hidden} #learning`))).toContain('no channel hears of it');
    expect(told(await world.types('@tom', `subscribe ${hidden}`))).toContain(`You are kept posted of ${hidden}`);
    await world.settle();
    expect((await world.events(hidden)).at(-1)?.detail).toMatchObject({ private: true, data: { subscriber: 'person' } });
  });
});

test('nothing was said twice, nothing was lost and every acknowledgement was in time', async () => {
  await everythingIsSound(world);
});
