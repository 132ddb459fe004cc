import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PersonId } from '#domain/person/person';
import { type KnownPostmortem, postmortemRef } from '#domain/postmortem/postmortem';
import type { Ref } from '#domain/records';
import { everythingIsSound } from './soundness.ts';
import { buttonsOf, harrowHome, numberIn, openWorld, placeOf, questionIn, textOf, told, type View, type World } from './world.ts';

/** B1's incident, and what is known of it afterwards. Tuesday, 10 March 2026; London's clocks show UTC. */
let world: World;
let id = '';
let pm = '';
let room = '';
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T14:02:00Z', catalogue: harrowHome });
  id = numberIn(told(await world.types('@tom', 'declare sev1 bedroom: Customers cannot add beds to basket')));
  pm = id.replace('INC', 'PM');
  await world.passes(12);
  room = (await world.roomOf(id)).id;
  await world.types('@asha', `ack ${id}`);
  await world.writes('@chloe', room, 'The board says it all: https://dashboards.example.com/basket?a=1&b=2');
  await world.writes('@ben', room, 'https://dashboards.example.com/basket?a=1&b=2 again, and <https://status.example.com|the status page>');
  const seen = await world.writes('@ben', room, 'Orders are down by half');
  await world.ask('POST', '/as/@ben/react', { channel: room, ts: seen?.ts, name: 'pushpin' });
  await world.until('2026-03-10T14:40:00Z');
  await world
    .types('@asha', `impact ${id} unavailable from 13:51 to 14:34`)
    .then((said) => world.presses('@asha', placeOf(said), 'confirm-impact'));
  await world.types('@asha', `resolve ${id} workaround rolled back the release`);
  await world.settle();
});
afterAll(() => world?.stop());

const shows = (who: string) => world.commands(who, '/postmortem', `show ${id}`);
const card = async (who = '@asha') => told(await shows(who));
const record = async () => {
  const [head] = await (await world.store()).records.load([postmortemRef(pm as 'PM-1')] as Ref<unknown>[]);
  return head?.value as KnownPostmortem;
};
const optionsOf = (view: View | undefined, name: string) => questionIn(view, name).options ?? [];
/** A button of the card that somebody has just asked for. */
const presses = async (who: string, action: string) => world.presses(who, placeOf(await shows(who)), action);

describe('/postmortem show', () => {
  test('says what is known of it, what it needs, and has a button for everything', async () => {
    const answer = await shows('@asha');
    const said = told(answer);
    expect(said).toContain(`${pm}: Customers cannot add beds to basket`);
    expect(said).toContain('people are asked');
    expect(said).toContain('• *Summary*: A summary of the impact on customers: who, how many, how long.');
    expect(said).toContain('• *Timeline*: The timeline does not say when it was noticed.');
    expect(said).toMatch(/unavailable, 43 min/);
    const buttons = buttonsOf(answer.ephemeral.at(-1)?.blocks).map(({ action_id }) => action_id);
    expect(buttons).toEqual(
      expect.arrayContaining([
        'write-summary',
        'keep-artifacts',
        'name-factors',
        'plan-meeting',
        'answer-prompt',
        'assign-postmortem',
        'waive-postmortem',
      ]),
    );
  });

  test('is read by those who were there and the owning team, until it is published', async () => {
    expect(await card('@chloe')).toContain('people are asked');
    expect(await card('@omar')).toContain('Until it is published, a postmortem is read by those who were there');
  });
});

describe('The summary', () => {
  test('is begun with what is on record, in the reader’s own time; others are told whose it is', async () => {
    const { view } = await presses('@asha', 'write-summary');
    expect(questionIn(view, 'summary').initial_value).toContain('2026-03-10 13:51');
    expect(textOf(view?.blocks)).toContain("We're here to learn");
    const refused = await presses('@tom', 'write-summary');
    expect(told(refused)).toContain('put down by the owner of the postmortem');
  });

  test('is saved with the windows confirmed, and is on the card then', async () => {
    const { view } = await presses('@asha', 'write-summary');
    const answer = await world.submits('@asha', view, {
      summary: 'About 4,000 customers could not add a bed for 43 minutes.',
      'impact-confirmed': 'yes',
    });
    expect(answer.ackMs).toBeLessThan(3000);
    const said = await card();
    expect(said).toContain('> About 4,000 customers could not add a bed');
    expect(said).toContain('✓ Summary\n✓ Impact confirmed');
  });

  test('two who write it at a time lose nothing: the later is shown what the other wrote', async () => {
    const [first, second] = [(await presses('@asha', 'write-summary')).view, (await presses('@priya', 'write-summary')).view];
    await world.submits('@asha', first, { summary: 'Some 4,100 customers could not add a bed.' });
    const clash = await world.submits('@priya', second, { summary: 'Half of all customers.' });
    expect(textOf(clash.view?.blocks)).toContain('> Some 4,100 customers could not add a bed.');
    expect(await card()).toContain('Some 4,100');
    await world.submits('@priya', clash.view, { summary: 'Some 4,100 customers, half of all.' });
    expect(await card()).toContain('> Some 4,100 customers, half of all.');
  });

  test('windows that are changed are asked about again', async () => {
    const line = await world.types('@asha', `impact ${id} unavailable from 13:41 to 13:51`);
    await world.presses('@asha', placeOf(line), 'confirm-impact');
    expect(await card()).toContain('The impact windows were changed since they were confirmed: are they right now?');
    const { view } = await presses('@asha', 'write-summary');
    await world.submits('@asha', view, { 'impact-confirmed': 'yes' });
    expect(await card()).toContain('✓ Impact confirmed');
  });
});

describe('What was put into the channel', () => {
  test('belongs to it, each thing once, and whoever wrote there was there', async () => {
    expect(await card()).toContain('*Artifacts*: 3');
    const shown = await presses('@asha', 'show-postmortem-part:artifacts:0');
    const said = told(shown);
    expect(said).toMatch(/Link .*dashboards/);
    expect(said).toMatch(/Link .*status/);
    expect(said).toMatch(/Message .*a message that was pinned/);
    const people = (await record()).people;
    expect(people['U0CHLOE' as PersonId]?.as).toContain('responder');
    expect(people['U0BEN' as PersonId]?.as).toContain('responder');
  });

  test('is looked for again when somebody wants that, and found once', async () => {
    await world.writes('@chloe', room, 'One more: https://tickets.example.com/4711');
    const { view } = await presses('@asha', 'keep-artifacts');
    await world.presses('@asha', { view: view?.id ?? '' }, 'collect-artifacts');
    await world.settle();
    expect((await record()).artifacts).toBe(4);
  });

  const reply = (text: string, thread: string | undefined) =>
    world.ask<{ error?: string }>('POST', '/as/@chloe/message', { channel: room, text, thread });
  const lookAgain = async () => {
    await world.presses('@asha', { view: (await presses('@asha', 'keep-artifacts')).view?.id ?? '' }, 'collect-artifacts');
    await world.passes(120);
  };

  test('so is a link in the thread of a message that was read before, once', async () => {
    const [root] = (await world.messages(room)).filter(({ text }) => text.includes('tickets.example.com'));
    await reply('And the call: https://calls.example.com/12', root?.ts);
    await lookAgain();
    expect(told(await presses('@asha', 'show-postmortem-part:artifacts:0'))).toContain('calls.example.com');
    await lookAgain();
    expect((await record()).artifacts).toBe(5);
  });

  test('a link is added and taken away by hand; what was taken away is not found again', async () => {
    const { view } = await presses('@chloe', 'keep-artifacts');
    await world.submits('@chloe', view, { 'artifact-url': 'https://wiki.example.com/review', 'artifact-title': 'The page we wrote' });
    expect(told(await presses('@asha', 'show-postmortem-part:artifacts:0'))).toContain('The page we wrote');
    const again = (await presses('@asha', 'keep-artifacts')).view;
    const board = optionsOf(again, 'artifact-remove').find(({ text }) => text.text.includes('dashboards'))?.value;
    await world.submits('@asha', again, { 'artifact-remove': [board] });
    expect((await record()).artifacts).toBe(5);
    await world.presses('@asha', { view: (await presses('@asha', 'keep-artifacts')).view?.id ?? '' }, 'collect-artifacts');
    await world.settle();
    expect(told(await presses('@asha', 'show-postmortem-part:artifacts:0'))).not.toContain('dashboards');
  });

  test('and all that stands in more threads than are read at a time', async () => {
    const before = (await record()).artifacts;
    const started = Array.from({ length: 23 }, (_, at) => `Thread number ${at} of many`);
    for (const text of started) await world.writes('@chloe', room, text);
    const roots = (await world.messages(room)).filter(({ text }) => started.includes(text));
    for (const [at, { ts }] of roots.entries()) await reply(`See https://many.example.com/${at}`, ts);
    await lookAgain();
    expect((await record()).artifacts).toBe(before + 23);
  });

  test('what leads to no page is refused, and nothing is lost', async () => {
    const { view } = await presses('@asha', 'keep-artifacts');
    const answer = await world.submits('@asha', view, { 'artifact-url': 'javascript:alert(1)' });
    expect(JSON.stringify(answer)).toContain('A link begins with https://');
  });
});

describe('The timeline', () => {
  test('is said to lack what it lacks, silences of more than half an hour among it', async () => {
    const said = told(await presses('@asha', 'show-postmortem-part:timeline:0'));
    expect(said).toContain('• When it was noticed');
    expect(said).toMatch(/• Nothing between .* 3\d min while it was open\./);
  });

  test('somebody says when it was noticed, and it is whole', async () => {
    const { view } = await presses('@asha', 'say-moment');
    const noticed = Date.parse('2026-03-10T13:55:00Z') / 1000;
    await world.submits('@asha', view, { detection: noticed });
    expect(await card()).toContain('✓ Timeline');
    expect((await record()).moments).toMatchObject({ detection: { happenedAt: '2026-03-10T13:55:00.000Z', by: 'U0ASHA' } });
  });
});

describe('Contributing factors', () => {
  test('are chosen from a list that everybody can add to', async () => {
    const { view } = await presses('@asha', 'name-factors');
    const found = await world.searches('@asha', { view: view?.id ?? '' }, 'name-factors-known', 'telem');
    expect(found.options.map(({ value }) => value)).toEqual(['telemetry_gap']);
    await world.submits('@asha', view, { 'name-factors-known': ['telemetry_gap'], another: 'No runbook for the fallback' });
    expect(await card()).toContain('*Contributing factors*: Gap in telemetry, No runbook for the fallback');
    const next = (await presses('@priya', 'name-factors')).view;
    const added = await world.searches('@priya', { view: next?.id ?? '' }, 'name-factors-known', 'runbook');
    expect(added.options.map(({ text }) => text.text)).toEqual(['No runbook for the fallback']);
  });

  test('are never a person', async () => {
    const { view } = await presses('@asha', 'name-factors');
    const answer = await world.submits('@asha', view, { another: 'Ben’s mistake' });
    expect(JSON.stringify(answer)).toContain('A person is never what an incident came of');
  });
});

describe('A private one', () => {
  test('is not there for outsiders, whatever they ask for or press', async () => {
    const hidden = numberIn(told(await world.types('@asha', 'declare sev1 private bedroom: Addresses of customers leaked')));
    await world.passes(12);
    await world.types('@asha', `ack ${hidden}`);
    await world.types('@asha', `resolve ${hidden} permanent closed the hole`);
    await world.settle();
    const own = await world.commands('@asha', '/postmortem', `show ${hidden}`);
    expect(told(own)).toContain('Addresses of customers leaked');
    const outside = await world.commands('@omar', '/postmortem', `show ${hidden}`);
    const nothing = await world.commands('@omar', '/postmortem', 'show INC-999');
    expect(told(outside)).toBe(told(nothing));
    const { view } = await world.presses('@asha', placeOf(own), 'name-factors');
    expect(textOf(view?.blocks)).toContain('nothing can be added to everybody’s list');
  });
});

test('everything is sound', () => everythingIsSound(world));
