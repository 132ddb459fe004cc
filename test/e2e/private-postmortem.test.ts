import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { daysAfter } from './days-after.ts';
import { scanEvery, sweepEvery } from './schedules.ts';
import { allMessages, everythingIsSound } from './soundness.ts';
import { harrowHome, numberIn, openWorld, placeOf, textOf, told, type View, type World } from './world.ts';

/** Everything that anybody writes in it has this word in it somewhere, so that one search finds whatever gets out. */
const word = 'quicksilver';
const title = `Addresses of customers on a page called ${word}`;
let world: World;
let days: ReturnType<typeof daysAfter>;
let id = '';
let pm = '';
let room = '';
/** Whom the record has let in. */
const insiders = ['@tom', '@raj', '@conor', '@alice', '@wanda'];
const outsiders = ['@asha', '@hugo', '@lena', '@gus'];

const types = (who: string, text: string, channel?: string) => world.commands(who, '/postmortem', text, channel);
const pressesCard = async (who: string, action: string) => world.presses(who, placeOf(await types(who, `show ${id}`)), action);
const pressIn = (who: string, view: View | undefined, action: string, value?: string) =>
  world.presses(who, { view: view?.id ?? '' }, action, value ? { value } : {});
const five = ['detect', 'react', 'quick_fix', 'prevent', 'other_risk'];

beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T10:30:00Z', catalogue: harrowHome });
  await sweepEvery(world, 360);
  await scanEvery(world, 7);
  days = daysAfter(world);
  id = numberIn(told(await world.types('@tom', `declare sev2 private bathroom: ${title}`)));
  pm = id.replace('INC', 'PM');
  await world.settle();
  room = (await world.roomOf(id)).id;
  await world.types('@raj', `ack ${id}`);
  await world.types('@raj', `access ${id} @wanda`);
  await world.types('@raj', `note the ${word} page is closed`, room);
  await world.writes('@raj', room, `Seen at https://${word}.example.com/list`);
  await world.types('@raj', `resolve workaround took ${word} off the net`, room);
  await world.settle();
}, 180_000);
afterAll(() => world?.stop());

describe('the postmortem of a private incident', { timeout: 240_000 }, () => {
  test('is lived through to the end by those who know of it', async () => {
    await world.until('2026-03-11T12:00:00Z');
    for (const who of ['@tom', '@raj', '@alice']) expect((await days.gotBy(who)).map(({ text }) => text).join()).toContain(word);
    const owner = '@raj';
    const summary = (await pressesCard(owner, 'write-summary')).view;
    await world.submits(owner, summary, { summary: `Anybody could read it: ${word}`, 'impact-confirmed': 'yes' });
    const moment = (await pressesCard(owner, 'say-moment')).view;
    await world.submits(owner, moment, { detection: Date.parse('2026-03-10T10:00:00Z') / 1000 });
    for (const who of ['@tom', '@raj']) {
      const { view } = await types(who, `answer ${id}`);
      const said = [...five, 'saw'].map((box) => [`answer:${box}`, `${box} ${word}`]);
      await world.submits(who, view, Object.fromEntries(said));
    }
    const { view: proposal } = await types(owner, `improvements add ${id} Close ${word} for good`);
    await world.submits(owner, proposal, { question: 'prevent', priority: 'high' });
    const plan = (await pressesCard(owner, 'plan-meeting')).view;
    await pressIn(owner, plan, 'plan-meeting-slot:0');
    await world.until('2026-03-12T14:00:00Z');
    const held = (await pressesCard(owner, 'hold-meeting')).view;
    await world.submits(owner, held, { 'held-reminded': ['yes'] });
    await world.settle();
    const { view: list } = await types('@alice', `improvements ${id}`);
    const chosen = (await pressIn('@alice', list, 'choose-improvement', 'IMP-2')).view;
    await world.submits('@alice', chosen, { owner: 'U0RAJ', due: '2026-04-08' });
    const declined = (await pressIn('@alice', list, 'decline-improvement', 'IMP-1')).view;
    await world.submits('@alice', declined, { words: `What of ${word} is left is small` });
    await world.settle();
    const [asked] = await world.said(room, `${pm}/sign-off`);
    await world.presses('@wanda', { channel: room, ts: asked?.ts ?? '' }, 'publish-postmortem-sign-off');
    await world.settle();
    const publish = (await pressesCard(owner, 'publish-postmortem')).view;
    await world.submits(owner, publish);
    await world.settle();
    expect(await world.story(pm)).toEqual(expect.arrayContaining(['PostmortemMeetingHeld', 'PostmortemCompleted', 'PostmortemPublished']));
    expect(textOf((await types('@tom', `export ${id}`)).view?.blocks)).toContain(`Anybody could read it: ${word}`);
    expect(await world.messages('#learning')).toEqual([]);
  });

  test('no message outside of its channel and the inboxes of its insiders has its words or its number', async () => {
    await world.until('2026-03-30T12:00:00Z');
    const direct = await Promise.all(insiders.map(async (who) => (await world.inbox(who)).channel));
    const elsewhere = (await allMessages(world)).filter(({ channel }) => channel !== room && !direct.includes(channel));
    const said = JSON.stringify(elsewhere.map(({ text, blocks }) => [text, blocks]));
    expect(said).not.toMatch(new RegExp(`${word}|${title}|${id}\\b|${pm}\\b|IMP-[12]\\b`));
  });

  test('its canvas is in its own channel, and no other has one', async () => {
    const shown = (await world.channels()).flatMap((one) => (one.canvas ? [[one.id, one.is_private, one.canvas.markdown]] : []));
    expect(shown).toEqual([[room, true, expect.stringContaining(word)]]);
  });

  test('to outsiders it is as one that is not there, whatever they ask for', async () => {
    for (const who of outsiders)
      for (const line of ['show', 'answer', 'export', 'held', 'waive', 'assign', 'improvements', 'improvements add']) {
        const rest = line === 'assign' ? ' @asha' : line === 'waive' ? ' the same as another, nothing new in it' : '';
        const [its, none] = [await types(who, `${line} ${id}${rest}`), await types(who, `${line} INC-4711${rest}`)];
        const asRead = ({ ephemeral, view, ack }: typeof its) =>
          JSON.stringify([ephemeral.map(({ text, blocks }) => [text, blocks]), textOf(view?.blocks), ack]).replaceAll(/(INC|PM)-\d+/g, '#');
        expect([who, line, asRead(its)]).toEqual([who, line, asRead(none)]);
      }
    for (const imp of ['IMP-1', 'IMP-2'])
      for (const who of outsiders)
        expect([who, told(await types(who, `improvements ${imp}`))]).toEqual([who, told(await types(who, 'improvements IMP-4711'))]);
  });

  test('no list and no Home of theirs has it, and no search finds it', async () => {
    for (const who of outsiders.filter((one) => one !== '@gus')) {
      const lines = ['list', 'list overdue', 'list closed', 'list service bathroom', 'improvements', 'improvements service bathroom'];
      for (const line of [...lines, `improvements service bathroom search ${word}`, 'improvements team team-bath']) {
        const answer = await types(who, line);
        expect([who, line, JSON.stringify([answer.ephemeral, answer.view])]).toEqual([
          who,
          line,
          expect.not.stringMatching(new RegExp(`Addresses|Close ${word}|${id}\\b|${pm}\\b|IMP-[12]\\b`)),
        ]);
      }
      await world.opensHome(who);
      await world.settle();
      const user = (await world.workspace()).users.find(({ handle }) => `@${handle}` === who)?.id ?? '';
      expect(JSON.stringify(await world.homeOf(user))).not.toMatch(new RegExp(`${word}|${id}\\b|${pm}\\b|IMP-[12]\\b`));
    }
    const service = await world.commands('@asha', '/service', 'show bathroom');
    expect(JSON.stringify(service)).not.toMatch(new RegExp(`${word}|${id}\\b|${pm}\\b|IMP-[12]\\b`));
  });

  test('insiders have it in theirs', async () => {
    expect(told(await types('@raj', 'list closed'))).toContain(id);
    expect(told(await types('@raj', 'improvements service bathroom'))).toContain('IMP-2');
  });

  test('every event of it says private and carries none of its words, nor does any other', async () => {
    const mine = (await world.events()).filter(({ detail }) => [id, pm, 'IMP-1', 'IMP-2'].includes(detail.aggregate?.id ?? ''));
    expect(mine.length).toBeGreaterThan(12);
    for (const { detail } of mine) expect([detail.event_id, detail.private]).toEqual([detail.event_id, true]);
    expect(JSON.stringify(await world.events())).not.toMatch(new RegExp(`${word}|Addresses`));
  });

  test('nothing was said twice, nothing was lost and every acknowledgement was in time', async () => {
    await everythingIsSound(world);
  });
});
