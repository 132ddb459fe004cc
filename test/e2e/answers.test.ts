import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buttonsOf, harrowHome, numberIn, openWorld, questionIn, textOf, told, type View, type World } from './world.ts';

/** Something broke in the morning, Asha put it right, and people are asked about it. */
let world: World;
let id: string;
let pm: string;
let room: string;
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T10:00:00Z', catalogue: harrowHome });
  id = numberIn(await world.types('@tom', "declare sev2 bedroom: Customers can't add beds to basket"));
  pm = id.replace('INC', 'PM');
  await world.settle();
  await world.types('@asha', `ack ${id}`);
  await world.types('@asha', `note ${id} 10:01 rolled the deployment back`);
  await world.types('@asha', `resolve ${id} workaround rolled back`);
  await world.settle();
  room = (await world.roomOf(id)).id;
  await world.until('2026-03-10T12:00:00Z');
});
afterAll(() => world?.stop());

const answers = (who: string, channel = room) => world.commands(who, '/postmortem', `answer ${id}`, channel);
/** The last postmortem message of somebody. */
async function asked(who: string) {
  const { channel, messages } = await world.inbox(who);
  const last = messages.filter((one) => one.metadata?.event_payload.effect?.startsWith('PROMPTS-')).at(-1);
  if (!last) throw new Error(`${who} was asked nothing: ${messages.map((one) => one.text).join(' | ')}`);
  return { ...last, channel };
}

const press = async (who: string, action: string, more: object = {}) => {
  const { channel, ts } = await asked(who);
  return world.presses(who, { channel, ts }, action, more);
};
const types = (who: string, view: View | undefined, box: string, text: string) =>
  world.presses(who, { view: view?.id ?? '' }, `answer:${box}`, { text });
const sends = (who: string, view: View | undefined, words: Record<string, string>, more: object = {}) =>
  world.submits(who, view, { ...Object.fromEntries(Object.entries(words).map(([box, said]) => [`answer:${box}`, said])), ...more });
const stands = (view: View | undefined, box: string) => questionIn(view, `answer:${box}`).initial_value;
const shut = (who: string, view: View | undefined) => world.ask('POST', `/as/${encodeURIComponent(who)}/close`, { view: view?.id });
const answered = async () => (await world.events(pm)).filter((event) => event['detail-type'] === 'PostmortemPromptAnswered');
const words = async (text: string) => (await (await world.store()).log.texts(pm as 'PM-1', [text]))[text]?.body;
const handle = async (who: string) => (await world.workspace()).users.find((user) => `@${user.handle}` === who)?.id ?? '';

describe('Before it fades', () => {
  test('the message asks what was seen first, with the reminder above it', async () => {
    const said = textOf((await asked('@asha')).blocks);
    expect(said).toContain("We're here to learn how this happened, not who did what. Everyone acted sensibly with what they knew then.");
    expect(said).toContain(`*${id}: Customers can't add beds to basket*`);
    expect(said).toContain('• Before it fades: what did you see first, and what surprised you?');
  });

  test('a form of two boxes is answered in a minute, and the message thanks', async () => {
    const { view } = await press('@asha', 'answer-prompt');
    expect(textOf(view?.blocks)).toContain('Nothing here is used in anyone');
    expect(view?.blocks.filter(({ type }) => type === 'input').map(({ label }) => label?.text)).toEqual([
      'What told you something was off?',
      'What surprised you?',
    ]);
    expect((await sends('@asha', view, { saw: 'Orders fell by half', surprised: 'No alert came' })).ack).toBeNull();
    await world.settle();
    expect(await words(`${await handle('@asha')}-saw`)).toBe('Orders fell by half');
    expect(textOf((await asked('@asha')).blocks)).toContain('✓ Thank you. It can be changed until it is published.');
    expect(buttonsOf((await asked('@asha')).blocks).map(({ text }) => text?.text)).toEqual(['What I wrote']);
  });

  test('what was written leaves by no event', async () => {
    const [told] = await answered();
    expect(told?.detail.data).toMatchObject({ prompts: ['p1'] });
    expect(JSON.stringify(await world.events())).not.toContain('Orders fell');
  });

  test('is there when the form is opened again, and may be changed; the same once more changes nothing', async () => {
    const { view } = await answers('@asha', '#general');
    expect(stands(view, 'saw')).toBe('Orders fell by half');
    await sends('@asha', view, { saw: 'Orders fell by a half' });
    const again = (await answers('@asha')).view;
    expect(stands(again, 'saw')).toBe('Orders fell by a half');
    expect(stands(again, 'surprised')).toBe('No alert came');
    const before = (await answered()).length;
    expect((await sends('@asha', again, {})).ack).toBeNull();
    expect(await answered()).toHaveLength(before);
  });

  test('a form that is sent twice by Slack is one answer', async () => {
    const { view } = await answers('@asha');
    const before = (await answered()).length;
    await world.faults({ on: 'deliver:view', every: 1, times: 1, do: 'duplicate', copies: 2 });
    await sends('@asha', view, { surprised: 'No alert came at all' });
    await world.calm();
    await world.settle();
    expect(await answered()).toHaveLength(before + 1);
  });

  test('an empty form asks for a few words, kindly', async () => {
    const { view } = await press('@tom', 'answer-prompt');
    expect(JSON.stringify((await sends('@tom', view, {})).ack)).toContain('A few words in one box are enough');
  });
});

describe('What somebody has begun to write', () => {
  test('is there again when the form was closed, or lost', async () => {
    const tom = await handle('@tom');
    const { view } = await press('@tom', 'answer-prompt');
    await types('@tom', view, 'saw', 'I tried to bu');
    await types('@tom', view, 'saw', 'I tried to buy a bed');
    await shut('@tom', view);
    const again = (await answers('@tom')).view;
    expect(stands(again, 'saw')).toBe('I tried to buy a bed');
    expect(stands(again, 'surprised')).toBeUndefined();
    expect((await answered()).filter(({ detail }) => detail.actor.user_id === tom)).toEqual([]);
  });

  test('is gone once it was sent', async () => {
    const { view } = await answers('@tom');
    await types('@tom', view, 'surprised', 'That it was not known');
    await sends('@tom', view, { saw: 'I tried to buy a bed', surprised: 'That it was not known yet' });
    const sent = (await answers('@tom')).view;
    expect(stands(sent, 'saw')).toBe('I tried to buy a bed');
    expect(stands(sent, 'surprised')).toBe('That it was not known yet');
  });

  test('two windows: the later sees what the earlier sent before it replaces it', async () => {
    const first = (await answers('@tom')).view;
    const form = JSON.parse(first?.private_metadata ?? '{}');
    expect(form.versions.saw).toBeGreaterThan(0);
    const second = (await answers('@tom')).view;
    await sends('@tom', second, { saw: 'Written on the phone' });
    const { ack } = await world
      .sends(new URLSearchParams({ payload: JSON.stringify(await submission('@tom', first, { saw: 'Written at the desk' })) }).toString())
      .then(({ body }) => ({ ack: body }));
    expect(ack).toContain('some of it was written in another window meanwhile');
    expect(ack).toContain('Written on the phone');
    expect(ack).toContain('"response_action":"update"');
    expect(stands((await answers('@tom')).view, 'saw')).toBe('Written on the phone');
  });
});

const typedInto = (typed: Record<string, string>) =>
  Object.fromEntries(Object.entries(typed).map(([block, value]) => [block, { [block]: { type: 'plain_text_input', value } }]));
/** As Slack sends a form that stands in another window: the sandbox shows one at a time. */
async function submission(who: string, view: View | undefined, said: Record<string, string>) {
  const values = Object.fromEntries(
    (view?.blocks ?? [])
      .filter(({ element }) => element?.type === 'plain_text_input')
      .map(({ block_id, element }) => {
        const value = said[block_id.replace('answer:', '')] ?? element?.initial_value ?? null;
        return [block_id, { [block_id]: { type: 'plain_text_input', value } }];
      }),
  );
  return {
    type: 'view_submission',
    team: { id: 'T0MUSTER', domain: 'muster' },
    user: { id: await handle(who), username: who.slice(1), name: who.slice(1), team_id: 'T0MUSTER' },
    api_app_id: 'A0MUSTER',
    token: 'none',
    trigger_id: '1.2.other',
    view: { ...view, type: 'modal', state: { values } },
    response_urls: [],
    is_enterprise_install: false,
  };
}

describe('Words that look for somebody', () => {
  test('are shown to their author alone, who can change them; nothing is kept of it', async () => {
    const before = (await world.messages(room)).length;
    const { view } = await answers('@asha');
    const { ack } = await sends('@asha', view, { detect: 'The root cause is that @ben should have looked' });
    expect(ack).toMatchObject({ response_action: 'update' });
    const hinted = (await world.inbox('@asha')).view ?? undefined;
    expect(textOf(hinted?.blocks)).toContain('It is saved, and nobody waits for another word.');
    expect(textOf(hinted?.blocks)).toContain('Only you see this: “root cause”, “should have”, “@ben”');
    expect(await words(`${await handle('@asha')}-detect`)).toContain('root cause');
    expect((await sends('@asha', hinted, { detect: 'An alert on orders would have told us' })).ack).toBeNull();
    expect(await words(`${await handle('@asha')}-detect`)).toBe('An alert on orders would have told us');
    await world.settle();
    expect(await world.messages(room)).toHaveLength(before);
    expect(JSON.stringify(await world.events(pm))).not.toContain('hint');
  });

  test('somebody who is mentioned is called by their name', async () => {
    const { view } = await answers('@asha');
    await sends('@asha', view, { prevent: 'Talk to <@U0BEN> before' });
    const hinted = (await world.inbox('@asha')).view ?? undefined;
    expect(textOf(hinted?.blocks)).toContain('Only you see this: <@U0BEN>. Try');
    expect(textOf(hinted?.blocks)).not.toContain('&lt;@U0BEN');
    expect((await sends('@asha', hinted, { prevent: 'A check before it goes out' })).ack).toBeNull();
  });

  test('what is quoted is not the author’s', async () => {
    const { view } = await answers('@asha');
    const { ack } = await sends('@asha', view, { react: 'The log said\n> who failed to connect' });
    expect(ack).toBeNull();
  });
});

describe('The days after', () => {
  test('what is missing is asked with what is there, and what has a time goes to the timeline', async () => {
    await world.until('2026-03-11T10:05:00Z');
    const message = await asked('@tom');
    expect(textOf(message.blocks)).toContain("Timeline: here's what we have; what is missing, or different from how you saw it?");
    const { view } = await press('@tom', 'answer-prompt');
    expect(textOf(view?.blocks)).toContain("*Here's what we have*");
    expect(textOf(view?.blocks)).toContain('rolled the deployment back');
    const untimed = await world.submits('@tom', view, { entry: 'The shop floor called me' });
    expect(JSON.stringify(untimed.ack)).toContain('When was that?');
    const unread = await world.submits('@tom', view, { entry: 'The shop floor called me', 'entry-when': 'around teatime' });
    expect(JSON.stringify(unread.ack)).toContain('I cannot read this as a time');
    const early = await world.submits('@tom', view, { entry: 'The shop floor called me', 'entry-when': '2026-03-12 14:05' });
    expect(early.ack).toEqual({ response_action: 'errors', errors: { 'entry-when': expect.stringContaining('still to come') } });
    const sent = await world.submits('@tom', view, { entry: 'The shop floor called me', 'entry-when': 'yesterday 09:40' });
    expect(sent.ack).toBeNull();
    await world.settle();
    const noted = (await world.events(id)).filter((event) => event['detail-type'] === 'IncidentUpdated' || event.detail.data.happened_at);
    expect(noted.at(-1)?.detail.data.happened_at).toBe('2026-03-10T09:40:00.000Z');
    expect((await answered()).at(-1)?.detail.data).toMatchObject({ prompts: ['p3'] });
    const again = (await answers('@tom')).view;
    expect(textOf(again?.blocks)).toContain('The shop floor called me');
  });

  test('what goes to the timeline goes there once for one form, however often it is sent and changed between', async () => {
    const { view } = await answers('@chloe');
    const typed = { entry: 'Support saw it before us', 'entry-when': 'yesterday 09:50' };
    await world.submits('@chloe', view, { ...typed, 'answer:detect': 'Who failed to look' });
    const hinted = (await world.inbox('@chloe')).view ?? undefined;
    expect(textOf(hinted?.blocks)).toContain('It is saved');
    expect(hinted?.blocks.map(({ block_id }) => block_id)).not.toContain('entry');
    const late = await submission('@chloe', hinted, { detect: 'An alert' });
    Object.assign(late.view.state.values, typedInto({ ...typed, entry: 'Support saw it long before us' }));
    await world.sends(new URLSearchParams({ payload: JSON.stringify(late) }).toString());
    await world.settle();
    const notes = (await world.messages(room)).filter(({ text }) => text.includes('Support saw it'));
    expect(notes.map(({ text }) => text.split(': ').at(-1))).toEqual(['Support saw it before us']);
    expect(await words(`${await handle('@chloe')}-detect`)).toBe('An alert');
  });

  test('what somebody put on the timeline there goes with all else that they erase, from the channel too', async () => {
    const { view } = await answers('@chloe');
    const erased = await world.presses('@chloe', { view: view?.id ?? '' }, 'erase-answers');
    expect(textOf(erased.view?.blocks)).toContain('timeline');
    await world.settle();
    expect(JSON.stringify(await world.messages(room))).not.toContain('Support saw it');
    expect(told(await world.types('@tom', `timeline ${id}`))).not.toContain('Support saw it');
    expect(JSON.stringify((await answers('@tom')).view)).not.toContain('Support saw it');
  });

  test('“later” asks again on the morning that was chosen', async () => {
    const choice = (await asked('@asha')).blocks?.flatMap(({ elements = [] }) => elements).find((one) => 'options' in one);
    const option = (choice as { options: { value: string }[] }).options[0]?.value;
    const { ephemeral } = await press('@asha', 'skip-prompt-later', { option });
    expect(ephemeral.at(-1)?.text).toMatch(
      /^You are asked again <!date\^\d+\^.*2026-03-12 09:30 UTC>, with what else there is that day\.$/,
    );
  });

  test('the five questions take any of them, and “nothing to add” is an answer', async () => {
    await world.until('2026-03-12T10:05:00Z');
    const { view } = await press('@tom', 'answer-prompt');
    const labels = view?.blocks.filter(({ type }) => type === 'input').map(({ label }) => label?.text);
    expect(labels).toContain('Detect: How could we notice this, or something like it, sooner? Could the system have told us first?');
    expect(labels).toContain('Other areas of risk: Where else could this same weakness be?');
    expect(labels).toContain('What went well?');
    await sends('@tom', view, { prevent: 'A canary before all customers' }, { nothing: ['quick_fix', 'other_risk'], named: ['named'] });
    await world.settle();
    expect((await answered()).at(-1)?.detail.data).toMatchObject({ prompts: ['p5'] });
    const again = (await answers('@tom')).view;
    expect(JSON.stringify(questionIn(again, 'nothing'))).toMatch(/"initial_options":\[\{"(text|value)".*quick_fix/);
    expect(JSON.stringify(questionIn(again, 'named'))).toContain('initial_options');
  });

  test('who skips is asked that no more', async () => {
    const { ephemeral } = await press('@asha', 'skip-prompt');
    expect(ephemeral.at(-1)?.text).toContain('you are not asked that again');
    const skipped = (await (await world.store()).log.events(pm as 'PM-1', 0)).filter(({ type }) => type === 'PostmortemPromptSkipped');
    expect(skipped.map(({ body }) => (body as { how: string }).how)).toEqual(['later', 'skipped']);
  });
});

describe('Who answers, and who reads', () => {
  test('somebody who was not there is told so, and in its channel may tell what they saw', async () => {
    expect(told(await answers('@omar', '#general'))).toContain('Until it is published, a postmortem is read by those who were there');
    const { view } = await answers('@omar');
    expect(stands(view, 'saw')).toBeUndefined();
    expect(JSON.stringify(view)).not.toContain('Written on the phone');
    expect((await sends('@omar', view, { saw: 'Our queue went quiet' })).ack).toBeNull();
  });

  test('a guest outside is asked to leave it to a colleague', async () => {
    await world.change({ do: 'restrict', user: '@hugo' });
    await world.settle();
    expect(told(await answers('@hugo', '#general'))).toContain('Guests answer about what they were part of');
  });

  test('a number that nobody has given is no postmortem', async () => {
    expect(told(await world.commands('@tom', '/postmortem', 'answer INC-99'))).toContain('There is no postmortem');
  });
});

describe('Erasing', () => {
  test('takes away what somebody wrote and had begun, for ever; the log stays whole', async () => {
    const { log } = await world.store();
    const before = (await log.events(pm as 'PM-1', 0)).length;
    const { view } = await answers('@tom');
    await types('@tom', view, 'surprised', 'begun and never sent');
    const erased = await world.presses('@tom', { view: view?.id ?? '' }, 'erase-answers');
    expect(textOf(erased.view?.blocks)).toContain('Your words are gone');
    const tom = await handle('@tom');
    for (const key of ['saw', 'surprised', 'prevent']) expect(await words(`${tom}-${key}`)).toBe('');
    const again = (await answers('@tom')).view;
    expect([stands(again, 'saw'), stands(again, 'surprised'), stands(again, 'prevent')]).toEqual([undefined, undefined, undefined]);
    const since = (await log.events(pm as 'PM-1', 0)).slice(before).map(({ type }) => type);
    expect(since).toEqual(['PostmortemWordsErased', 'PostmortemNameShown']);
    expect(buttonsOf(again?.blocks).map(({ action_id }) => action_id)).not.toContain('erase-answers');
    const { client, table } = await world.table();
    const all = await client.send('Query', {
      TableName: table,
      KeyConditionExpression: '#pk = :pk',
      ExpressionAttributeNames: { '#pk': 'pk' },
      ExpressionAttributeValues: { ':pk': pm.replace('-', '#') },
    });
    expect(JSON.stringify(all)).toContain('PostmortemWordsErased');
    expect(JSON.stringify(all)).not.toMatch(/Written on the phone|A canary before|begun and never sent/);
  });

  test('and what is written afterwards is kept as before', async () => {
    const { view } = await answers('@tom');
    await sends('@tom', view, { saw: 'The page stayed white' });
    expect(stands((await answers('@tom')).view, 'saw')).toBe('The page stayed white');
  });
});
