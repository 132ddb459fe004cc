import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sweepEvery } from './schedules.ts';
import { everythingIsSound } from './soundness.ts';
import { type Answer, buttonsOf, harrowHome, numberIn, openWorld, placeOf, textOf, told, type View, type World } from './world.ts';

/** Every button of a postmortem, wherever it stands: on Home, in its card as a view, and in views upon views. */
let world: World;
let id = '';
let pm = '';
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T10:00:00Z', catalogue: harrowHome });
  await sweepEvery(world, 360);
  const { view } = await world.types('@tom', '');
  await world.submits('@tom', view, { severity: 'sev2', service: 'bedroom', title: 'beds cannot be ordered', detected_by: 'customer' });
  await world.settle();
  id = numberIn(await world.events());
  pm = id.replace('INC', 'PM');
  await world.types('@asha', `ack ${id}`);
  await world.types('@asha', `resolve ${id} workaround rolled back`);
  await world.settle();
}, 150_000);
afterAll(() => world?.stop());

const home = async (): Promise<View> => {
  const { view } = await world.opensHome('@asha');
  await world.settle();
  const now = (await world.homeOf('U0ASHA')) ?? view;
  if (now === undefined) throw new Error('There is no Home.');
  return now;
};
const ofPostmortem = ({ blocks }: View) => buttonsOf(blocks).filter(({ value }) => value?.startsWith(pm));
const press = (view: View | undefined, { action_id, value }: { action_id: string; value?: string | undefined }) =>
  world.presses('@asha', { view: view?.id ?? '' }, action_id, value ? { value } : {});
const card = async (): Promise<View | undefined> => (await press(await home(), { action_id: 'show-postmortem', value: pm })).view;
const formOf = ({ view, status }: Answer) => ({ status, title: view?.title?.text });
const opens = { status: 200, title: expect.any(String) };

async function everyButtonOfHome() {
  const actions = ofPostmortem(await home());
  expect(actions.length).toBeGreaterThan(1);
  for (const one of actions) expect({ ...formOf(await press(await home(), one)), pressed: one.text?.text }).toMatchObject(opens);
  return actions.map(({ action_id }) => action_id);
}
/** `doing`: what they do at once, instead of asking. */
async function everyButtonOfTheCard(doing: string[] = []) {
  const actions = buttonsOf((await card())?.blocks).filter(({ action_id }) => !doing.includes(action_id));
  expect(actions.length).toBeGreaterThan(5);
  for (const one of actions) {
    const below = await card();
    const answer = await press(below, one);
    expect({ ...formOf(answer), pressed: one.text?.text }).toMatchObject(opens);
    expect({ blocks: textOf(answer.view?.blocks), pressed: one.text?.text }).not.toMatchObject({ blocks: textOf(below?.blocks) });
  }
  return actions.map(({ action_id }) => action_id);
}

describe('Before the meeting', () => {
  test('each button of Home and of the card opens what it says', async () => {
    await world.until('2026-03-11T10:00:00Z');
    expect(await everyButtonOfHome()).toEqual(expect.arrayContaining(['show-postmortem', 'write-summary']));
    const card = await everyButtonOfTheCard();
    expect(card).toEqual(expect.arrayContaining(['answer-prompt', 'export-postmortem', 'plan-meeting', 'show-timeline', 'hold-meeting']));
  });

  test('a planned meeting is put into a calendar from the card, and its draft is read from Home', async () => {
    const { view } = await press(await card(), { action_id: 'plan-meeting', value: pm });
    const { view: planned } = await world.presses('@asha', { view: view?.id ?? '' }, 'plan-meeting-slot:0');
    const { view: text } = await press(planned, { action_id: 'plan-meeting-calendar', value: pm });
    expect(textOf(text?.blocks)).toContain('BEGIN:VEVENT');
    await world.settle();
    const summary = await press(await card(), { action_id: 'write-summary', value: pm });
    await world.submits('@asha', summary.view, { summary: 'Nobody could order a bed.', 'impact-confirmed': 'yes' });
    await world.settle();
    expect(await everyButtonOfHome()).toContain('export-postmortem');
    expect(await everyButtonOfTheCard(['hold-meeting-start'])).toContain('plan-meeting-calendar');
  });
});

describe('Views upon views', () => {
  test('reading and copying go on as long as somebody likes', async () => {
    let { view } = await press(await card(), { action_id: 'export-postmortem', value: pm });
    for (let time = 0; time < 4; time++) {
      const copying = await press(view, { action_id: 'export-postmortem', value: pm });
      expect({ ...formOf(copying), callback: copying.view?.callback_id }).toMatchObject({ ...opens, callback: 'export-postmortem' });
      const reading = await press(copying.view, { action_id: 'export-postmortem-read', value: pm });
      expect(reading.view?.callback_id).toBe('read-postmortem');
      view = reading.view;
    }
  });
});

describe('After the meeting', () => {
  test('what is to be chosen and published is asked on Home and in the card', async () => {
    const held = await press(await card(), { action_id: 'hold-meeting', value: pm });
    await world.submits('@asha', held.view, { 'held-reminded': ['yes'] });
    await world.settle();
    await everyButtonOfHome();
    expect(await everyButtonOfTheCard(['publish-postmortem-sign-off'])).toEqual(
      expect.arrayContaining(['choose-improvements', 'publish-postmortem']),
    );
    const choice = await press(await card(), { action_id: 'choose-improvements', value: pm });
    const none = await press(choice.view, { action_id: 'choose-no-improvement', value: pm });
    await world.submits('@asha', none.view, { words: 'The check is there already.' });
    const five = ['detect', 'react', 'quick_fix', 'prevent', 'other_risk'];
    for (const who of ['@asha', '@tom']) {
      const { view } = await world.commands(who, '/postmortem', `answer ${id}`);
      await world.submits(who, view, { nothing: five, 'answer:saw': 'Nothing went', 'answer:went_well': 'All of it' });
    }
    const signed = await world.presses(
      '@priya',
      placeOf(await world.commands('@priya', '/postmortem', `show ${id}`)),
      'publish-postmortem-sign-off',
    );
    expect(told(signed)).toContain('is signed off');
    await world.settle();
    expect(await everyButtonOfHome()).toContain('publish-postmortem');
  });
});

test('nothing was said twice and nothing was given up on', async () => {
  await everythingIsSound(world);
});
