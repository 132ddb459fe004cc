import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everythingIsSound } from './soundness.ts';
import { type Answer, harrowHome, numberIn, openWorld, placeOf, questionIn, told, type World } from './world.ts';

/** Tuesday, 14:02 in London. */
let world: World;
let id = '';
let room = '';
let note = '';
let reply = '';
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T14:02:00Z', catalogue: harrowHome });
  const earlier = numberIn(told(await world.types('@tom', 'declare sev3 bedroom: Sheets are wet')));
  await world.passes(12);
  await world.types('@asha', `resolve ${earlier} permanent dried them`);
  await world.passes(12);
  id = numberIn(told(await world.types('@tom', 'declare sev2 bedroom: Beds cannot be ordered')));
  await world.passes(12);
  await world.types('@asha', `ack ${id}`);
  await world.passes(12);
  room = (await world.roomOf(id)).id;
}, 60_000);
afterAll(() => world?.stop());

const act = (user: string, what: string, body: object) => world.ask<Partial<Answer> & { ts: string }>('POST', `/as/${user}/${what}`, body);
const pins = async (user: string, ts: string, remove = false) => {
  await act(user, 'react', { channel: room, ts, name: 'pushpin', remove });
  await world.passes(5);
};
const timeline = async (user = '@asha') => told(await world.types(user, `timeline ${id}`));
const happened = async (type: string) =>
  (await world.events(id)).filter((event) => event['detail-type'] === type).map(({ detail }) => detail.data);

describe('When it is declared', () => {
  test('the room hears what was wrong with the same service before, and what helped', async () => {
    const said = (await world.messages(room)).find(({ metadata }) => metadata?.event_payload.effect === `${id}/similar-bedroom`);
    expect(JSON.stringify(said?.blocks)).toContain('Sheets are wet');
    expect(JSON.stringify(said?.blocks)).toContain('dried them');
  });

  test('everything that was done stands on the timeline by itself, in order and typed', async () => {
    const said = await timeline();
    expect(said).toMatch(
      /Tuesday, 10 March 2026[\s\S]*alert[\s\S]*declared it, SEV2, bedroom[\s\S]*routed to team-bedroom[\s\S]*action[\s\S]*has it/,
    );
    expect(said).toContain('> Beds cannot be ordered');
  });
});

describe('A message', () => {
  test('gets on the timeline with the first 📌, with its words', async () => {
    note = (await act('@ben', 'message', { channel: room, text: 'The queue is full' })).ts;
    await pins('@ben', note);
    await pins('@tom', note);
    expect(await timeline()).toContain('> The queue is full');
    const place = { channel: room, ts: note };
    expect(await happened('IncidentMessagePinned')).toEqual([expect.objectContaining({ by: 'U0BEN', message: place })]);
  });

  test('keeps its place while it is edited', async () => {
    await act('@ben', 'edit', { channel: room, ts: note, text: 'The queue is full since noon' });
    await world.passes(5);
    expect(await timeline()).toContain('> The queue is full since noon');
  });

  test('can be given another time and another kind, and is then in that place', async () => {
    const { view } = await world.shortcut('@asha', 'date-message', { channel: room, ts: note });
    expect(questionIn(view, 'when').initial_value).toMatch(/^2026-03-10 14:0\d$/);
    await world.submits('@asha', view, { when: '13:40', kind: 'monitor_status' });
    await world.passes(5);
    expect(await timeline()).toMatch(/monitor status[\s\S]*The queue is full since noon[\s\S]*declared it/);
    expect(await happened('IncidentMessageDated')).toEqual([
      expect.objectContaining({ by: 'U0ASHA', happened_at: '2026-03-10T13:40:00.000Z', kind: 'monitor_status' }),
    ]);
    const said = (await world.messages(room)).filter(({ metadata }) => metadata?.event_payload.effect?.endsWith('/dated'));
    expect(said.map(({ text }) => text)).toEqual([expect.stringContaining('on the timeline this is at')]);
  });

  test('stays while one 📌 is left, and leaves with the last', async () => {
    await pins('@ben', note, true);
    expect(await timeline()).toContain('The queue is full');
    await pins('@tom', note, true);
    expect(await timeline()).not.toContain('The queue is full');
    expect(await happened('IncidentMessageUnpinned')).toEqual([expect.objectContaining({ by: 'U0TOM', because: 'unpinned' })]);
    const { log } = await world.store();
    expect((await log.texts(id as 'INC-1', [`${room}-${note}`]))[`${room}-${note}`]?.body).toBe('');
  });

  test('in a thread is one like any other, and leaves when it is deleted', async () => {
    reply = (await act('@ben', 'message', { channel: room, text: 'It drains', thread: note })).ts;
    await pins('@tom', reply);
    expect(await timeline()).toContain('> It drains');
    await act('@ben', 'delete', { channel: room, ts: reply });
    await world.passes(5);
    expect(await timeline()).not.toContain('It drains');
    expect((await happened('IncidentMessageUnpinned')).at(-1)).toMatchObject({ because: 'deleted' });
  });

  test('that nobody put there has no time to be given, and whoever asks is told', async () => {
    const { view } = await world.shortcut('@asha', 'date-message', { channel: room, ts: note });
    expect([view?.title.text, JSON.stringify(view?.blocks)]).toEqual(['Not done', expect.stringContaining('is not on the timeline')]);
  });

  test('of ours, or with another reaction, or elsewhere, is left alone', async () => {
    const [card] = await world.said(room, `${id}/card`);
    await pins('@tom', card?.ts ?? '');
    await act('@tom', 'react', { channel: room, ts: note, name: 'eyes' });
    const elsewhere = await act('@tom', 'message', { channel: '#general', text: 'Lunch' });
    await act('@tom', 'react', { channel: '#general', ts: elsewhere.ts, name: 'pushpin' });
    await world.passes(5);
    expect(await happened('IncidentMessagePinned')).toHaveLength(2);
  });
});

describe('The timeline', () => {
  test('shows notes in the place that they tell of', async () => {
    await world.types('@asha', `note ${id} 13:51 an alert that nobody saw`);
    expect(await timeline()).toMatch(/an alert that nobody saw[\s\S]*declared it/);
  });

  test('has pages, and a button on the card', async () => {
    for (let index = 0; index < 12; index++) await world.types('@asha', `note ${id} number ${index}`);
    const first = await world.types('@asha', `timeline ${id}`);
    const next = await world.presses('@asha', placeOf(first), 'turn-timeline:later');
    expect(told(next)).toContain('number 11');
    expect(told(next)).not.toContain('an alert that nobody saw');
    const back = await world.presses('@asha', placeOf(next), 'turn-timeline:earlier');
    expect(told(back)).toContain('an alert that nobody saw');
    const [card] = await world.said(room, `${id}/card`);
    expect(told(await world.presses('@tom', { channel: room, ts: card?.ts ?? '' }, 'show-timeline'))).toContain('declared it');
  });

  test('of a private incident is shown to nobody outside it', async () => {
    const secret = numberIn(told(await world.types('@tom', 'declare private sev3 bedroom: Salaries leaked')));
    await world.passes(12);
    expect(told(await world.types('@omar', `timeline ${secret}`))).toContain('no such incident');
    expect(told(await world.types('@tom', `timeline ${secret}`))).toContain('Salaries leaked');
  });
});

test('everything is sound', async () => everythingIsSound(world));
