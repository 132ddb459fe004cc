import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everythingIsSound } from './soundness.ts';
import { buttonsOf, effectOf, harrowHome, numberIn, openWorld, textOf, told, type World } from './world.ts';

/** Tuesday, 10 March 2026. Asha has it; nobody leads yet. */
let world: World;
let id = '';
let room = '';
let declaredAt = 0;
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T10:30:00Z', catalogue: harrowHome });
  id = numberIn(told(await world.types('@tom', 'declare sev2 bedroom: beds cannot be ordered')));
  await world.passes(20);
  room = (await world.roomOf(id)).id;
  await world.types('@asha', 'ack', room);
  const [declared] = await world.events(id);
  declaredAt = Date.parse(declared?.detail.occurred_at ?? '');
});
afterAll(() => world?.stop());

const minute = 60;
const untilMinute = (minutes: number) => world.untilAfter(id, minutes * minute);
const reminders = async (user: string) => (await world.inbox(user)).messages.filter((message) => effectOf(message)?.endsWith('/remind'));
const eventsOf = async (type: string) => (await world.events(id)).filter((event) => event['detail-type'] === type);
const minutesOf = async (type: string) =>
  (await eventsOf(type)).map(({ detail }) => Math.floor((Date.parse(detail.occurred_at) - declaredAt) / 60_000));
const cardSays = async () => textOf((await world.said(room, `${id}/card`))[0]?.blocks);

describe('In a serious incident', () => {
  test('whoever has it is reminded after half an hour in which nobody was told anything, and not before', async () => {
    await untilMinute(28);
    expect(await reminders('@asha')).toEqual([]);
    await untilMinute(32);
    const [reminder, ...more] = await reminders('@asha');
    expect(more).toEqual([]);
    expect(reminder?.text).toContain(`People wait to hear how ${id} goes in <#${room}>`);
    expect(buttonsOf(reminder?.blocks).map(({ text }) => text?.text)).toEqual([
      'Update',
      'In 15 minutes',
      'In 30 minutes',
      'In 60 minutes',
    ]);
  });

  test('it is put off with one press, and that it was is on record', async () => {
    const { channel } = await world.inbox('@asha');
    const [reminder] = await reminders('@asha');
    const answer = await world.presses('@asha', { channel, ts: reminder?.ts ?? '' }, 'snooze-update:15');
    expect(told(answer)).toContain('you are asked again in 15 minutes');
    await world.settle();
    expect((await eventsOf('IncidentUpdateSnoozed')).map(({ detail }) => detail.data)).toMatchObject([{ by: 'U0ASHA', minutes: 15 }]);
    await untilMinute(45);
    expect(await reminders('@asha')).toHaveLength(1);
    await untilMinute(49);
    expect(await reminders('@asha')).toHaveLength(2);
  });

  test('an update stands in the room, on the card and in the announcement, and quietens the reminder for half an hour', async () => {
    expect(told(await world.types('@asha', 'update Rolling *back* to Monday', room))).toContain('your update is posted');
    await world.settle();
    const said = (await world.messages(room)).find(({ text }) => text.startsWith('*Update* from <@U0ASHA>:'));
    expect(textOf(said?.blocks)).toContain('> Rolling *back* to Monday');
    expect(await cardSays()).toContain('Rolling *back* to Monday');
    expect((await eventsOf('IncidentUpdated')).map(({ detail }) => detail.data)).toMatchObject([
      { by: 'U0ASHA', next_by: null, facts: { updates: 1 } },
    ]);
    expect(JSON.stringify(await world.events(id))).not.toContain('Rolling');
    await untilMinute(76);
    expect(await reminders('@asha')).toHaveLength(2);
  });

  test('the next reminder goes to whoever leads by then; the form promises when people hear again', async () => {
    await world.types('@lena', 'role commander', room);
    await untilMinute(82);
    expect(await reminders('@asha')).toHaveLength(2);
    const [reminder] = await reminders('@lena');
    expect(reminder?.text).toContain('<@U0LENA> People wait to hear');
    const { channel } = await world.inbox('@lena');
    const { view } = await world.presses('@lena', { channel, ts: reminder?.ts ?? '' }, 'update-incident');
    await world.submits('@lena', view, { text: 'Half of the beds can be ordered', next: '60' });
    await world.settle();
    expect((await world.messages(room)).filter(({ text }) => /Next update by .*Half of the beds/.test(text))).toHaveLength(1);
    await untilMinute(138);
    expect(await reminders('@lena')).toHaveLength(1);
    await untilMinute(146);
    expect(await reminders('@lena')).toHaveLength(2);
  });

  test('once it is over nobody is reminded any more, and there is nothing to update', async () => {
    await world.types('@lena', 'resolve permanent rolled back', room);
    await world.settle();
    expect(await world.timersOf(id)).toEqual([]);
    await world.passes(65 * minute);
    expect(await reminders('@lena')).toHaveLength(2);
    expect(told(await world.types('@lena', 'update All is well', room))).toContain('It is resolved already, so nothing has changed.');
  });

  test('the reminders on record are those that were sent, each at its time', async () => {
    const due = await minutesOf('IncidentUpdateOverdue');
    expect(due.length).toBe(4);
    for (const [index, [from, to]] of [
      [29, 31],
      [46, 48],
      [78, 80],
      [141, 144],
    ].entries())
      expect(due[index]).toSatisfy((minutes: number) => minutes >= (from ?? 0) && minutes <= (to ?? 0), `${index}: ${due}`);
  });
});

test('in a minor one nobody is reminded; a reminder without anyone who has it stands in the room', async () => {
  const minor = numberIn(told(await world.types('@tom', 'declare sev3 bathroom: taps drip')));
  const alone = numberIn(told(await world.types('@tom', 'declare sev2 rugs: rugs are grey')));
  await world.passes(34 * minute);
  expect(await world.story(minor)).not.toContain('IncidentUpdateOverdue');
  const { id: where } = await world.roomOf(alone);
  expect((await world.messages(where)).filter((message) => effectOf(message)?.endsWith('/remind'))).toHaveLength(1);
});

test('nothing was said twice, nothing was lost and every acknowledgement was in time', async () => {
  await everythingIsSound(world);
});
