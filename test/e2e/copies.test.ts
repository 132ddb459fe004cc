import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everythingIsSound } from './soundness.ts';
import { buttonsOf, harrowHome, numberIn, openWorld, placeOf, type Traffic, told, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T10:30:00Z', catalogue: harrowHome });
});
afterAll(() => world?.stop());

const eleven = (kind: string) => world.faults({ on: `deliver:${kind}`, do: 'duplicate', copies: 11, times: 1 });
const incidents = async () => [
  ...new Set((await world.events()).map(({ detail }) => detail.aggregate.id).filter((id) => id.startsWith('INC-'))),
];
const deliveries = async (since: number, kind: string): Promise<Traffic[]> =>
  (await world.traffic(since)).filter((entry) => entry.kind === 'to-app' && entry.method === kind);

/** What one gesture left behind, however many copies of it came. */
async function onceOnly(id: string, before: string[], copies: Traffic[]) {
  expect(copies).toHaveLength(12);
  expect(copies.map(({ status }) => status)).toEqual(copies.map(() => 200));
  expect(new Set(copies.map(({ response }) => response)).size).toBe(1);
  expect(await incidents()).toEqual([...before, id]);
  expect((await world.channels()).filter(({ name }) => name?.startsWith(`${id.toLowerCase()}-`))).toHaveLength(1);
  const room = await world.roomOf(id);
  expect(await world.said(room.id, `${id}/card`)).toHaveLength(1);
  expect(await world.said('#incidents', `${id}/announcement`)).toHaveLength(1);
  const story = await world.story(id);
  expect(story.filter((type, index) => story.indexOf(type) !== index)).toEqual([]);
}

/** The same request, signed anew, minutes later. */
async function again([first]: Traffic[], minutes: number) {
  await world.passes(minutes * 60);
  const answer = await world.sends(String(first?.request));
  await world.passes(20);
  return answer;
}

describe('eleven copies of one delivery, all at once, and once more minutes later', () => {
  test('of a line: one incident, one channel, one card, one event of each kind, the same answer each time', async () => {
    const [before, since] = [await incidents(), await world.trafficSoFar()];
    await eleven('command');
    const id = numberIn(told(await world.types('@tom', 'declare sev2 bedroom: sheets')));
    await world.passes(20);
    const copies = await deliveries(since, 'command');
    await onceOnly(id, before, copies);
    expect(await again(copies, 4)).toEqual({ status: 200, body: copies[0]?.response });
    expect(await again(copies, 40)).toEqual({ status: 200, body: copies[0]?.response });
    expect(await incidents()).toEqual([...before, id]);
  });

  test('of a line with an unknown service: the same near matches each time', async () => {
    const [before, since] = [await incidents(), await world.trafficSoFar()];
    await eleven('command');
    const id = numberIn(told(await world.types('@tom', 'declare sev4 giftcards: broken')));
    await world.passes(20);
    const copies = await deliveries(since, 'command');
    await onceOnly(id, before, copies);
    expect(await again(copies, 3)).toEqual({ status: 200, body: copies[0]?.response });
    expect(await incidents()).toEqual([...before, id]);
  });

  test('of a form', async () => {
    const { view } = await world.types('@tom', '');
    const [before, since] = [await incidents(), await world.trafficSoFar()];
    await eleven('view');
    const id = numberIn((await world.submits('@tom', view, { title: 'Rugs', service: 'rugs', severity: 'sev4' })).ack);
    await world.passes(20);
    const copies = await deliveries(since, 'view');
    await onceOnly(id, before, copies);
    expect(await incidents()).toEqual([...before, id]);
  });

  test('of a form that comes again four minutes later', async () => {
    const { view } = await world.types('@tom', '');
    const [before, since] = [await incidents(), await world.trafficSoFar()];
    await world.faults({ on: 'deliver:view', do: 'delay', ms: 240_000, times: 1 });
    const id = numberIn((await world.submits('@tom', view, { title: 'Plants', service: 'plant-guide', severity: 'sev4' })).ack);
    await world.passes(300);
    const copies = await deliveries(since, 'view');
    expect(copies).toHaveLength(2);
    expect(copies[1]?.response).toBe(copies[0]?.response);
    expect(await incidents()).toEqual([...before, id]);
  });

  test('of a second declaration: one report, and one place for it in the channel', async () => {
    const first = numberIn(told(await world.types('@tom', 'declare sev4 mattress: lumps')));
    await world.passes(10);
    const [before, since] = [await incidents(), await world.trafficSoFar()];
    await eleven('command');
    const answer = await world.types('@asha', 'declare sev4 mattress: lumps too');
    await world.passes(20);
    const copies = await deliveries(since, 'command');
    expect(copies).toHaveLength(12);
    expect(new Set(copies.map(({ response }) => response)).size).toBe(1);
    expect(await again(copies, 35)).toEqual({ status: 200, body: copies[0]?.response });
    expect(await incidents()).toEqual(before);
    expect((await world.story(first)).filter((type) => type === 'IncidentReported')).toHaveLength(1);
    const room = await world.roomOf(first);
    expect((await world.messages(room.id)).filter(({ text }) => text.includes('reports it too'))).toHaveLength(1);

    await eleven('action');
    const different = numberIn(told(await world.presses('@asha', placeOf(answer), 'declare-different')));
    await world.passes(20);
    expect((await deliveries(since, 'action')).map(({ status }) => status)).toEqual(Array(12).fill(200));
    expect(await incidents()).toEqual([...before, different]);
    expect(new Set(await world.story(different)).size).toBe((await world.story(different)).length);
  });

  test('of a button: it is taken once and said once', async () => {
    const id = numberIn(told(await world.types('@tom', 'declare sev2 lighting: dark')));
    await world.passes(10);
    const room = await world.roomOf(id);
    const [call] = await world.said(room.id, `${id}/on-call-g1`);
    const since = await world.trafficSoFar();
    await eleven('action');
    await world.presses('@dev', { channel: room.id, ts: call?.ts ?? '' }, 'acknowledge-incident');
    await world.passes(20);
    const copies = await deliveries(since, 'action');
    expect(copies.map(({ status }) => status)).toEqual(Array(12).fill(200));
    await world.types('@dev', `unack ${id}`);
    await world.passes(10);
    // The old press comes again after it was taken back: it was for then, and changes nothing now.
    expect((await again(copies, 1)).status).toBe(200);
    expect((await world.story(id)).filter((type) => type === 'IncidentAcknowledged')).toHaveLength(1);
    expect((await world.messages(room.id)).filter(({ text }) => text === '<@U0DEV> has it.')).toHaveLength(1);
    expect((await world.roomOf(id)).topic.value).toContain('nobody has it yet');
    await world.types('@dev', `ack ${id}`);
  });

  test('of the button that declares unread words', async () => {
    const answer = await world.types('@tom', 'declare the whole shop is slow');
    const [before, since] = [await incidents(), await world.trafficSoFar()];
    const [button] = buttonsOf(answer.ephemeral.at(-1)?.blocks);
    await eleven('action');
    const id = numberIn(told(await world.presses('@tom', placeOf(answer), button?.action_id ?? '')));
    await world.passes(20);
    await onceOnly(id, before, await deliveries(since, 'action'));
  });
});

describe('what Slack tells of its people and groups', () => {
  test('twelve times each changes what one telling changes', async () => {
    await world.faults({ on: 'deliver:event', do: 'duplicate', copies: 11 });
    await world.change({ do: 'deactivate', user: '@george' });
    await world.passes(10);
    await world.calm();
    const id = numberIn(told(await world.types('@tom', 'declare sev2 checkout: without George')));
    await world.passes(20);
    expect(await world.peopleIn((await world.roomOf(id)).id)).toEqual(['bianca', 'huda', 'toby', 'tom', 'yemi']);
    const { log } = await world.store();
    expect((await log.events('PERSON-U0GEORGE', 0)).map(({ body }) => (body as { deactivated?: boolean }).deactivated)).toEqual([
      false,
      true,
    ]);
  });

  test('minutes late is still believed', async () => {
    await world.faults({ on: 'deliver:event', do: 'delay', ms: 180_000 });
    await world.change({ do: 'deactivate', user: '@yemi' });
    await world.calm();
    await world.passes(200);
    const { log } = await world.store();
    expect((await log.events('PERSON-U0YEMI', 0)).at(-1)?.body).toMatchObject({ deactivated: true });
  });

  test('in the wrong order ends with what was said last', async () => {
    await world.faults({ on: 'deliver:event', do: 'reorder', nth: 1 });
    await world.change({ do: 'deactivate', user: '@huda' });
    await world.change({ do: 'reactivate', user: '@huda' });
    await world.passes(120);
    await world.calm();
    const { log } = await world.store();
    expect((await log.events('PERSON-U0HUDA', 0)).at(-1)?.body).toMatchObject({ deactivated: false });
  });
});

test('nothing was said twice, nothing was lost and every acknowledgement was in time', async () => {
  await everythingIsSound(world);
});
