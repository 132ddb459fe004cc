import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenPostmortem, postmortemRef } from '#domain/postmortem/postmortem';
import type { Ref } from '#domain/records';
import { sweepEvery } from './schedules.ts';
import { everythingIsSound } from './soundness.ts';
import { buttonsOf, harrowHome, numberIn, openWorld, placeOf, textOf, told, type World } from './world.ts';

/** Two sev1 on Tuesday, 10 March 2026, and none of the facilitators is there any more: who leads the talk, and what becomes of a meeting that there is not. */
let world: World;
let [first, second] = ['', ''];
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T10:00:00Z', catalogue: harrowHome });
  await sweepEvery(world, 360);
  for (const user of ['@orla', '@edie']) await world.change({ do: 'deactivate', user });
  await world.settle();
  first = await isOver('bedroom', 'beds cannot be ordered');
  second = await isOver('appointments', 'no appointments');
}, 180_000);
afterAll(() => world?.stop());

async function isOver(service: string, title: string): Promise<string> {
  const id = numberIn(told(await world.types('@tom', `declare sev1 ${service}: ${title}`)));
  await world.settle();
  await world.types('@asha', `ack ${id}`);
  await world.types('@asha', `resolve ${id} workaround turned it back`);
  await world.settle();
  return id;
}
const pmOf = (id: string) => id.replace('INC', 'PM') as 'PM-1';
const types = (who: string, line: string) => world.commands(who, '/postmortem', line);
const known = async (id: string) => {
  const [head] = await (await world.store()).records.load([postmortemRef(pmOf(id))] as Ref<unknown>[]);
  return head?.value as OpenPostmortem;
};
const here = async (id: string, effect: string) => {
  const channel = (await world.roomOf(id)).id;
  const message = (await world.said(channel, `${pmOf(id)}/${effect}`)).at(-1);
  return {
    channel,
    ts: message?.ts ?? '',
    text: textOf(message?.blocks),
    buttons: buttonsOf(message?.blocks).map(({ action_id }) => action_id),
    all: JSON.stringify(message?.blocks),
  };
};
const card = async (id: string) => {
  const answer = await types('@asha', `show ${id}`);
  return { ...placeOf(answer), text: told(answer) + textOf(answer.ephemeral[0]?.blocks), buttons: buttonsOf(answer.ephemeral[0]?.blocks) };
};
async function plansFor(id: string, time: string) {
  const { view } = await world.presses('@asha', await card(id), 'plan-meeting');
  const said = await world.submits('@asha', view, { 'meeting-time': Date.parse(time) / 1000, 'meeting-minutes': '30' });
  await world.settle();
  return said;
}

describe('Whoever leads the talk', () => {
  const needed = 'It needs a facilitator: somebody who leads the talk';
  test('after a sev1 is missing where nobody was found: the channel and the card say so, with one click to mend it', async () => {
    const said = await here(first, 'over-0');
    expect(said.text).toContain('Nobody was found to lead the talk.');
    expect(said.all).toContain('"assign-postmortem-facilitator"');
    expect((await card(first)).text).toContain(needed);
    await world.presses('@marek', said, 'assign-postmortem-facilitator', { user: 'U0LENA' });
    await world.settle();
    expect((await known(first)).facilitator).toBe('U0LENA');
    expect((await here(first, 'over-0')).all).not.toContain('assign-postmortem-facilitator');
    expect((await here(first, 'over-0')).text).toContain('<@U0LENA> leads the talk.');
    expect((await card(first)).text).not.toContain(needed);
  });

  test('is chosen in the card too; with an owner who cannot be, nothing has changed', async () => {
    await world.presses('@asha', await card(second), 'assign-postmortem-facilitator', { user: 'U0LENA' });
    await world.settle();
    expect((await known(second)).facilitator).toBe('U0LENA');
    const before = await known(second);
    const { view } = await world.presses('@asha', await card(second), 'assign-postmortem');
    const refused = await world.submits('@asha', view, { owner: 'U0TOM', facilitator: 'U0ORLA' });
    expect(JSON.stringify(refused)).toContain('Nothing has changed');
    expect(await known(second)).toMatchObject({ owner: before.owner, facilitator: 'U0LENA' });
  });
});

describe('A meeting', () => {
  test('does not begin days before its time, with a reminder that nobody sees', async () => {
    await plansFor(first, '2026-03-12T14:00:00Z');
    const refused = await world.presses('@asha', await here(first, 'meeting'), 'hold-meeting-start');
    expect(told(refused)).toContain('It is planned for another day, and those who come would not see the reminder. Nothing has changed');
    expect((await known(first)).reminders.meeting).toBeUndefined();
  });

  test('that is still to come was not held', async () => {
    expect(told(await types('@asha', `held ${first} 2026-03-12T14:00Z`))).toContain('That time is still to come.');
    expect(await known(first)).toMatchObject({ state: 'draft' });
  });

  test('is done without by two words; a line without a reason asks for it', async () => {
    expect(told(await types('@lena', `waive ${first} meeting: we talked it through in the channel`))).toContain('the other one');
    await world.settle();
    expect(await known(first)).toMatchObject({ state: 'draft', meetingWaived: [{ by: 'U0LENA', as: 'facilitator' }] });
    const { view } = await types('@priya', `waive ${first} meeting`);
    expect(textOf(view?.blocks)).toContain('The facilitator and the product manager both say so.');
    await world.submits('@priya', view, { 'without-reason': 'Everybody was there' });
    await world.settle();
    expect(await known(first)).toMatchObject({ state: 'in_review', waived: true });
    expect((await world.story(pmOf(first))).filter((type) => type.startsWith('PostmortemWaived'))).toEqual([]);
  });

  test('that there is not is struck where it stood, and leaves the calendars that had it', async () => {
    const stood = await here(first, 'meeting');
    expect(stood.text).toMatch(/~The postmortem of INC-\d+ is talked through .*~\nIt does without a meeting: there is none\./);
    expect(stood.buttons).toEqual(['plan-meeting-calendar']);
    const off = told(await world.presses('@asha', stood, 'plan-meeting-calendar'));
    expect(off).toContain('METHOD:CANCEL');
    expect(off).toContain(`UID:${pmOf(first)}@muster\r\nSEQUENCE:1\r\nSTATUS:CANCELLED`);
  });

  test('at a time that finds people asleep or on a day off is planned as it was said, and who plans it hears whom', async () => {
    for (const [time, whom] of [
      ['2026-03-13T02:00:00Z', /It is at night or on a day off for .*<@U0ASHA>/],
      ['2026-03-14T14:00:00Z', /It is at night or on a day off for .*<@U0ASHA>/],
      ['2026-03-12T19:00:00Z', /It is late for .*<@U0ASHA>/],
    ] as const) {
      const said = JSON.stringify(await plansFor(second, time));
      expect(said).toMatch(whom);
      expect((await known(second)).meeting?.begins).toBe(new Date(time).toISOString());
    }
    const usual = JSON.stringify(await plansFor(second, '2026-03-12T14:00:00Z'));
    expect(usual).not.toMatch(/It is (at night|late|early)/);
  });

  test('of a postmortem that is waived is struck too', async () => {
    await plansFor(second, '2026-03-12T14:00:00Z');
    expect(told(await types('@priya', `waive ${second} the same as ${first}, talked through there`))).toContain('is waived');
    await world.settle();
    expect((await here(second, 'meeting')).text).toMatch(/~.*~\nWaived: there is no meeting\./);
  });

  test('held elsewhere is one event on the bus, also where its reminder is said later', async () => {
    const third = await isOver('bedroom', 'no pillows');
    const held = await types('@asha', `held ${third}`);
    await world.presses('@asha', placeOf(held), 'hold-meeting-reminded');
    await world.settle();
    expect((await known(third)).reminders.meeting).toBeDefined();
    expect((await world.events(pmOf(third))).filter((event) => event['detail-type'] === 'PostmortemMeetingHeld')).toHaveLength(1);
  });

  test('everything is sound', () => everythingIsSound(world));
});
