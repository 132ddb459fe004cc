import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everythingIsSound } from './soundness.ts';
import { effectOf, harrowHome, numberIn, openWorld, textOf, told, type World } from './world.ts';

/** Tuesday, 10 March 2026. Bedroom is down, and the fault may lie in Bathroom. */
let world: World;
let id = '';
let room = '';
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T10:30:00Z', catalogue: harrowHome });
  id = numberIn(told(await world.types('@tom', 'declare sev3 bedroom: beds cannot be ordered')));
  await world.passes(20);
  room = (await world.roomOf(id)).id;
  await world.types('@asha', 'ack', room);
});
afterAll(() => world?.stop());

const eventsOf = async (type: string, of = id) => (await world.events(of)).filter((event) => event['detail-type'] === type);
const pagesTo = async (user: string, of = id) =>
  (await world.inbox(user)).messages.filter((one) => effectOf(one)?.startsWith(`${of}/page/`));
const cardSays = async () => textOf((await world.said(room, `${id}/card`))[0]?.blocks);

describe('Swarming', () => {
  test('brings people in by name: invited, and called in the room', async () => {
    expect(told(await world.types('@asha', 'swarm @omar @dev', room))).toBe(`${id}: <@U0OMAR> <@U0DEV> are brought in.`);
    await world.settle();
    expect(await world.peopleIn(room)).toEqual(expect.arrayContaining(['omar', 'dev']));
    expect((await world.messages(room)).filter(({ text }) => text === '<@U0OMAR> <@U0DEV> <@U0ASHA> needs you here.')).toHaveLength(1);
    expect((await eventsOf('IncidentSwarmChanged')).map(({ detail }) => detail.data)).toMatchObject([
      { by: 'U0ASHA', people: ['U0OMAR', 'U0DEV'], because: 'person' },
    ]);
    expect(await pagesTo('@omar')).toEqual([]);
  });

  test('brings the on-call of a service, of whoever owns it now, pages them, and shows them on the card', async () => {
    await world.types('@asha', 'swarm bathroom', room);
    await world.passes(10);
    const [, swarmed] = await eventsOf('IncidentSwarmChanged');
    expect(swarmed?.detail.data).toMatchObject({ because: 'service', swarmed_service_id: 'bathroom', people: ['U0RAJ'] });
    expect(await world.peopleIn(room)).toContain('raj');
    const [page, ...more] = await pagesTo('@raj');
    expect(more).toEqual([]);
    expect(textOf(page?.blocks)).toContain('You are needed as on call for bathroom.');
    expect(await cardSays()).toContain('bathroom: <@U0RAJ>');
    expect((await eventsOf('IncidentPaged')).at(-1)?.detail.data).toMatchObject({ person: 'U0RAJ', rung: null, outcome: 'delivered' });
  });

  test('wakes nobody twice for the same, from anywhere', async () => {
    expect(told(await world.types('@lena', `swarm ${id} bathroom`))).toContain('<@U0RAJ> has been asked already, and is not paged again');
    await world.settle();
    expect(await pagesTo('@raj')).toHaveLength(1);
    expect(await eventsOf('IncidentSwarmChanged')).toHaveLength(2);
  });

  test('is a form behind a button too, which says who cannot come', async () => {
    const [card] = await world.said(room, `${id}/card`);
    const { view } = await world.presses('@asha', { channel: room, ts: card?.ts ?? '' }, 'swarm-people');
    await world.change({ do: 'deactivate', user: '@felix' });
    await world.settle();
    const answer = await world.submits('@asha', view, { people: ['U0FELIX', 'U0PRIYA'] });
    expect(JSON.stringify(answer.ack)).toContain('<@U0FELIX> (deactivated)');
    await world.settle();
    expect(await world.peopleIn(room)).toContain('priya');
  });

  test('of a name that nobody knows brings nobody, and says what to do', async () => {
    expect(told(await world.types('@asha', 'swarm the kitchen', room))).toMatch(
      /names neither a person, a group nor a service.*Nobody was brought in/,
    );
    expect(await eventsOf('IncidentSwarmChanged')).toHaveLength(3);
  });
});

describe('A private incident', () => {
  let hidden = '';
  let secret = '';
  beforeAll(async () => {
    hidden = numberIn(told(await world.types('@tom', 'declare sev3 private bathroom: who has read it')));
    await world.passes(20);
    secret = (await world.roomOf(hidden)).id;
  });

  test('is opened to those who are let in: invited, named in the room, and told where it stands', async () => {
    expect(told(await world.types('@marek', `status ${hidden}`))).toBe(told(await world.types('@marek', 'status INC-4711')));
    expect(told(await world.types('@tom', `access ${hidden} @marek`))).toContain(`${hidden} is open to <@U0MAREK> now`);
    await world.settle();
    expect(await world.peopleIn(secret)).toContain('marek');
    expect((await world.messages(secret)).filter(({ text }) => text === '<@U0TOM> let <@U0MAREK> in.')).toHaveLength(1);
    expect(told(await world.types('@marek', `status ${hidden}`))).toContain('who has read it');
    expect((await eventsOf('IncidentAccessGranted', hidden)).map(({ detail }) => [detail.private, detail.data])).toMatchObject([
      [true, { by: 'U0TOM', person: 'U0MAREK' }],
    ]);
  });

  test('is opened by nobody outside it, and everyone can see a public one already', async () => {
    for (const line of [`access ${hidden} @omar`, `swarm ${hidden} @omar`])
      expect(told(await world.types('@asha', line))).toBe(told(await world.types('@asha', line.replace(hidden, 'INC-4711'))));
    expect(told(await world.types('@asha', `access ${id} @omar`))).toContain('It is not private');
    expect(await world.peopleIn(secret)).not.toContain('omar');
  });
});

test('nothing was said twice, nothing was lost and every acknowledgement was in time', async () => {
  await world.passes(60);
  await everythingIsSound(world);
});
