import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sweepEvery } from './schedules.ts';
import { everythingIsSound } from './soundness.ts';
import { buttonsOf, harrowHome, numberIn, openWorld, placeOf, textOf, told, type View, type World } from './world.ts';

/** From what people answered to what everybody reads. Tuesday, 10 March 2026; London's clocks show UTC. */
let world: World;
let id = '';
let pm = '';
let room = '';
/** A form that was opened before it was published. */
let stale: View | undefined;
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T10:00:00Z', catalogue: harrowHome });
  await sweepEvery(world, 360);
  const { view } = await world.types('@tom', '');
  const declared = await world.submits('@tom', view, {
    severity: 'sev2',
    service: 'bedroom',
    title: 'Beds *cannot* be ordered <!channel>',
    detected_by: 'customer',
  });
  await world.settle();
  id = numberIn(JSON.stringify(declared) + JSON.stringify(await world.events()));
  pm = id.replace('INC', 'PM');
  await world.types('@asha', `ack ${id}`);
  await world.types('@asha', `note ${id} 10:01 # rolled the deployment back, [asked](https://x.example) <@U0BEN>`);
  await world.types('@asha', `resolve ${id} workaround rolled back`);
  await world.settle();
  room = (await world.roomOf(id)).id;
}, 180_000);
afterAll(() => world?.stop());

const types = (who: string, text: string) => world.commands(who, '/postmortem', text);
const shows = (who: string) => types(who, `show ${id}`);
const pressesCard = async (who: string, action: string) => world.presses(who, placeOf(await shows(who)), action);
/** What stands in the channel for that effect, as it is now. */
const here = async (effect: string) => (await world.said(room, `${pm}/${effect}`)).at(-1);
const stands = async (effect: string) => textOf((await here(effect))?.blocks);
const pressesHere = async (who: string, effect: string, action: string) =>
  world.presses(who, { channel: room, ts: (await here(effect))?.ts ?? '' }, action);
const answers = async (who: string, said: Record<string, string>, nothing: string[] = []) => {
  const { view } = await types(who, `answer ${id}`);
  const words = Object.fromEntries(Object.entries(said).map(([box, text]) => [`answer:${box}`, text]));
  return world.submits(who, view, { ...words, ...(nothing.length > 0 && { nothing }) });
};
const canvas = async () => (await world.channel(room)).canvas;
const story = async () => world.story(pm);

describe('A time to meet', () => {
  test('is proposed inside the hours of everybody, before it is due, and chosen with one press', async () => {
    const { view } = await pressesCard('@asha', 'plan-meeting');
    const said = textOf(view?.blocks);
    expect(said).toContain('It is to be held by');
    expect(said.match(/inside everyone's working hours/g)).toHaveLength(3);
    const { view: planned } = await world.presses('@asha', { view: view?.id ?? '' }, 'plan-meeting-slot:0');
    expect(textOf(planned?.blocks)).toContain('60 minutes. It stands in the channel');
    await world.settle();
    expect(await stands('meeting')).toContain(`The postmortem of ${id} is talked through`);
  });

  test('is moved from the channel, and a calendar that had the old one takes the new one', async () => {
    const before = told(await pressesHere('@asha', 'meeting', 'plan-meeting-calendar'));
    expect(before).toContain(`UID:${pm}@muster\r\nSEQUENCE:0`);
    const { view } = await pressesHere('@asha', 'meeting', 'plan-meeting');
    const missing = await world.submits('@asha', view, {});
    expect(JSON.stringify(missing.ack)).toContain('Take one of the times above, or choose another here.');
    const moved = await world.submits('@asha', view, {
      'meeting-time': Date.parse('2026-03-12T14:00:00Z') / 1000,
      'meeting-minutes': '30',
    });
    expect(textOf(moved.view?.blocks)).toContain('30 minutes');
    await world.settle();
    const after = told(await pressesHere('@ben', 'meeting', 'plan-meeting-calendar'));
    expect(after).toContain('SEQUENCE:1');
    expect(after).toContain('DTSTART:20260312T140000Z\r\nDTEND:20260312T143000Z');
    expect((await world.messages(room)).filter(({ text }) => text.startsWith('It was given another time'))).toHaveLength(1);
  });

  test('somebody who has no part in it is told whose it is', async () => {
    expect(told(await types('@omar', `held ${id}`))).toContain('Until it is published, a postmortem is read by those who were there');
  });
});

describe('The meeting', () => {
  test('begins with the reminder, and its agenda goes on with the clock', async () => {
    await world.until('2026-03-12T14:00:00Z');
    await pressesHere('@asha', 'meeting', 'hold-meeting-start');
    await world.settle();
    const agenda = await stands('agenda/1');
    expect(agenda).toContain("We're here to learn how this happened, not who did what.");
    expect(agenda).toMatch(/▶ \*Introductions\* until/);
    await pressesHere('@asha', 'agenda/1', 'hold-meeting-next');
    await world.settle();
    expect(await stands('agenda/1')).toMatch(/✓ Introductions\n▶ \*Blameless reminder\*/);
    await world.passes(8 * 60);
    expect(await stands('agenda/1')).toMatch(/✓ Blameless reminder\n▶ \*Summary and timeline\*/);
    await world.passes(40 * 60);
    expect(await stands('agenda/1')).toContain('The time is up. `Held` closes the meeting.');
  });

  test('that was held leads to two working days for choosing and three for publishing', async () => {
    const { view } = await pressesHere('@asha', 'agenda/1', 'hold-meeting');
    expect(textOf(view?.blocks)).toContain('sleeping over it makes better choices');
    await world.submits('@asha', view);
    await world.settle();
    const held = (await world.events(pm)).find((event) => event['detail-type'] === 'PostmortemMeetingHeld');
    expect(held?.detail.data).toMatchObject({ held_at: '2026-03-12T14:00:00.000Z' });
    expect(await stands('met')).toContain('whoever sleeps over it chooses better');
    expect(told(await types('@asha', `held ${id}`))).toContain('already, and nothing has changed');
    expect((await story()).filter((type) => type === 'PostmortemMeetingHeld')).toHaveLength(1);
    expect(buttonsOf((await here('agenda/1'))?.blocks)).toEqual([]);
  });
});

describe('Publishing', () => {
  const publish = async (who: string): Promise<View | undefined> => (await pressesCard(who, 'publish-postmortem')).view;

  test('waits for all that is asked for, and says what is missing', async () => {
    const said = textOf((await publish('@asha'))?.blocks);
    expect(said).toContain('This is still missing before it can be published:');
    expect(said).toContain('A summary of the impact on customers');
    expect(said).toContain('The product manager’s sign-off.');
  });

  test('the product manager signs off what is whole, and nothing else', async () => {
    const { view } = await pressesCard('@asha', 'write-summary');
    await world.submits('@asha', view, { summary: 'Some 4,000 customers could not order a bed.', 'impact-confirmed': 'yes' });
    const five = ['detect', 'react', 'quick_fix', 'prevent', 'other_risk'];
    await answers('@asha', {
      ...Object.fromEntries(five.map((question) => [question, `${question}: a check that runs every hour`])),
      went_well: 'Everybody was there within <b>minutes</b>',
    });
    await answers('@tom', { saw: 'The button did nothing\n# as before' }, five);
    const early = await pressesCard('@priya', 'publish-postmortem');
    expect(textOf(early.view?.blocks)).toContain('The improvements that were chosen');
    const choice = await pressesCard('@asha', 'choose-improvements');
    const none = await world.presses('@asha', { view: choice.view?.id ?? '' }, 'choose-no-improvement');
    await world.submits('@asha', none.view, { words: 'We looked at three, and the check is there already.' });
    await world.settle();
    expect(await stands('sign-off')).toContain('Is it what we know, and what we do about it?');
    expect(told(await pressesHere('@asha', 'sign-off', 'publish-postmortem-sign-off'))).toContain(
      'The product manager of the service signs it off',
    );
    await pressesHere('@priya', 'sign-off', 'publish-postmortem-sign-off');
    await world.settle();
    expect(await story()).toContain('PostmortemCompleted');
    expect(await stands('reviewed')).toContain('is complete');
  });

  test('puts it before everybody, and nothing that people wrote is markup there', async () => {
    stale = (await types('@tom', `answer ${id}`)).view;
    const view = await publish('@asha');
    expect(textOf(view?.blocks)).toContain('It is announced in #learning');
    const on = 'slack:conversations.canvases.create';
    await world.faults({ on, do: 'error', code: 'team_tier_cannot_create_channel_canvases' });
    const pressedTwice = await Promise.all([world.submits('@asha', view), world.submits('@asha', view)]);
    for (const answer of pressedTwice) expect(JSON.stringify(answer.ack)).toContain('Version 1 is published.');
    await world.settle();
    const [announced] = await world.said('#learning', `${pm}/learning`);
    expect(textOf(announced?.blocks)).toContain('nothing is tried now');
    expect(announced?.text).not.toContain('<!channel>');
    expect(JSON.stringify(announced?.blocks)).toContain('"type":"plain_text","text":"Beds *cannot* be ordered');
    expect(await story()).toContain('PostmortemPublished');
  });

  test('what a form of before sends is shown back, and nothing is noted of it', async () => {
    const notes = (await world.events(id)).length;
    const late = { 'answer:surprised': 'That nobody had called', entry: 'The lights went out', 'entry-when': '2026-03-10 09:40' };
    const { ack } = await world.submits('@tom', stale, late);
    expect(ack).toMatchObject({ response_action: 'push', view: { title: { text: 'Not sent' } } });
    for (const words of ['It is published', 'That nobody had called', 'The lights went out']) expect(JSON.stringify(ack)).toContain(words);
    expect(await world.events(id)).toHaveLength(notes);
  });

  test('answers can be read and erased by who wrote them, and changed no more', async () => {
    const { view } = await types('@tom', `answer ${id}`);
    expect(view?.submit ?? null).toBeNull();
    const said = JSON.stringify(view?.blocks);
    expect(said).toContain('It is published, so it cannot be changed any more');
    expect(said).toContain('The button did nothing\\n# as before');
    expect(said).not.toContain('until it is published');
    expect(buttonsOf(view?.blocks).map(({ action_id }) => action_id)).toEqual(['erase-answers']);
    expect(told(await types('@ben', `answer ${id}`))).toContain('It is published, so it stays as it was read.');
  });

  test('a guest is told that guests do not read it, whether it is published or not', async () => {
    const { id: learning } = await world.channel('learning');
    const [announced] = await world.said('#learning', `${pm}/learning`);
    await world.change({ do: 'restrict', user: '@gwen' });
    await world.settle();
    const pressed = told(await world.presses('@gwen', { channel: learning, ts: announced?.ts ?? '' }, 'read-postmortem'));
    expect(pressed).toContain('Postmortems are read inside the company');
    expect(pressed).not.toContain('Until it is published');
  });

  test('is read with a button that counts people, and never says who', async () => {
    const { id: learning } = await world.channel('learning');
    const read = async (who: string) => {
      const [announced] = await world.said('#learning', `${pm}/learning`);
      return world.presses(who, { channel: learning, ts: announced?.ts ?? '' }, 'read-postmortem');
    };
    const { view } = await read('@omar');
    expect(textOf(view?.blocks)).toContain('> Some 4,000 customers could not order a bed.');
    await read('@omar');
    await read('@hugo');
    await world.settle();
    expect(textOf((await world.said('#learning', `${pm}/learning`))[0]?.blocks)).toContain('read by 2 people');
    expect(JSON.stringify((await world.events(pm)).filter((event) => event['detail-type'] === 'PostmortemRead'))).not.toContain('U0OMAR');
  });

  test('is given as Markdown and as JSON, with what people were instead of their names', async () => {
    const { view } = await types('@omar', `export ${id}`);
    const text = textOf(view?.blocks);
    expect(text).toContain(`# Postmortem of ${id}: Beds \\*cannot\\* be ordered \\<!channel\\>`);
    expect(text).toContain('responder:');
    expect(text).toMatch(/> The button did nothing {2}\n> \\# as before/);
    expect(text).toContain('\\# rolled the deployment back');
    expect(text).not.toMatch(/U0(ASHA|TOM|BEN|PRIYA)/);
    const json = await world.presses('@omar', { view: view?.id ?? '' }, 'export-postmortem-form', { option: 'json' });
    expect(textOf(json.view?.blocks)).toContain('"schema": "muster.postmortem/1"');
    expect(textOf(json.view?.blocks)).not.toMatch(/U0(ASHA|TOM|BEN|PRIYA)/);
  });

  test('a workspace without canvases is told so where it is exported, and nothing waits for one', async () => {
    expect(await canvas()).toBeNull();
    expect(textOf((await types('@omar', `export ${id}`)).view?.blocks)).toContain('This workspace has no canvases');
    await everythingIsSound(world);
  });

  test('published again is another version, and the first one stays', async () => {
    // By now the workspace has canvases, and the answer that one is made gets lost.
    await world.faults({ on: 'slack:conversations.canvases.create', do: 'lost-reply', times: 1 });
    const view = await publish('@priya');
    expect(textOf(view?.blocks)).toContain('This is version 2');
    await world.submits('@priya', view);
    await world.settle();
    expect(textOf((await world.said('#learning', `${pm}/learning`))[0]?.blocks)).toContain('version 2');
    expect(textOf((await types('@omar', `export ${id} v1`)).view?.blocks)).toContain('**Version:** 1,');
    expect(told(await types('@omar', `export ${id} v7`))).toContain('There is no version 7 of it');
  });

  test('its channel has one canvas of it, always of the latest version, whatever answers are lost', async () => {
    await world.passes(5 * 60);
    const second = await canvas();
    expect(second).toMatchObject({ title: `Postmortem of ${id}`, markdown: expect.stringContaining('**Version:** 2,') });
    expect(second?.markdown).toContain(`# Postmortem of ${id}: Beds \\*cannot\\* be ordered \\<!channel\\>`);
    expect(second?.markdown).not.toMatch(/U0(ASHA|TOM|BEN|PRIYA)/);
    await world.faults({ on: 'slack:canvases.edit', do: 'lost-reply', times: 1 });
    await world.submits('@asha', await publish('@asha'));
    await world.settle();
    await world.passes(5 * 60);
    expect(await canvas()).toMatchObject({ id: second?.id, markdown: expect.stringContaining('**Version:** 3,') });
    expect((await world.channels()).filter((one) => one.canvas)).toHaveLength(1);
    const { view } = await types('@omar', `export ${id}`);
    expect(textOf(view?.blocks)).toContain('It is the canvas of its incident’s channel too.');
    await world.calm();
  });

  test('an edit that Slack refuses is tried again the next day, and on record once', async () => {
    await world.faults({ on: 'slack:canvases.edit', do: 'error', code: 'canvas_editing_failed' });
    await world.submits('@asha', await publish('@asha'));
    await world.settle();
    await world.passes(86_400 + 600);
    expect((await canvas())?.markdown).toContain('**Version:** 3,');
    expect(textOf((await types('@omar', `export ${id}`)).view?.blocks)).toContain('tried again by itself');
    await world.calm();
    await world.passes(86_400 + 600);
    expect((await canvas())?.markdown).toContain('**Version:** 4,');
    const { log } = await world.store();
    const told = (await log.events(pm as `PM-${number}`, 0)).map(({ type }) => type).filter((type) => type.startsWith('PostmortemCanvas'));
    expect(told.slice(-4)).toEqual(['PostmortemCanvasRefused', 'PostmortemCanvasTried', 'PostmortemCanvasTried', 'PostmortemCanvasKept']);
  });

  test('words that somebody erases go from the canvas too', async () => {
    expect((await canvas())?.markdown).toContain('> The button did nothing');
    const { view } = await types('@tom', `answer ${id}`);
    await world.presses('@tom', { view: view?.id ?? '' }, 'erase-answers');
    await world.settle();
    expect((await canvas())?.markdown).not.toContain('The button did nothing');
    expect((await canvas())?.markdown).toContain('*words removed*');
  });
});

describe('/postmortem list', () => {
  const list = async (who: string, line = '') => told(await types(who, `list ${line}`));

  test('shows what one may read, and what is published to everybody', async () => {
    expect(await list('@omar', 'closed')).toContain(`*${id}* Beds *\u200bcannot*\u200b be ordered`);
    expect(await list('@omar')).toContain('None is open that you may read.');
    expect(await list('@omar', 'overdue service bedroom')).toContain('None is late. Good.');
    expect(await list('@asha', 'mine')).toContain('None of them is yours.');
    expect(await list('@asha', 'everything')).toContain('`… mine`');
  });

  test('an open one is seen by those who were there, and a private one by nobody else', async () => {
    const declared = await world.types('@tom', 'declare private sev2 bedroom: somebody reads the orders of others');
    await world.settle();
    const hidden = numberIn(told(declared));
    await world.types('@asha', `ack ${hidden}`);
    await world.types('@asha', `resolve ${hidden} permanent keys were changed`);
    await world.settle();
    expect(await list('@asha')).toContain(`*${hidden}*`);
    expect(await list('@asha', 'mine')).toContain(`*${hidden}*`);
    expect(await list('@omar')).not.toContain(hidden);
    expect(told(await types('@omar', `export ${hidden}`))).toContain('There is no postmortem of that incident.');
  });
});

test('everything is sound', () => everythingIsSound(world));
