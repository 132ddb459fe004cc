import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { everythingIsSound } from './soundness.ts';
import { buttonsOf, effectOf, harrowHome, numberIn, openWorld, questionIn, textOf, told, type World } from './world.ts';

/** Tuesday, 14:02 in London: everybody is at work. */
let world: World;
let id = '';
let room = '';
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T14:02:00Z', catalogue: harrowHome });
});
afterAll(() => world?.stop());

async function declared(line: string) {
  id = numberIn(told(await world.types('@tom', `declare drill ${line}`)));
  await world.passes(12);
  room = (await world.roomOf(id)).id;
}
const cardOf = async () => {
  const [said] = await world.said(room, `${id}/card`);
  return { place: { channel: room, ts: said?.ts ?? '' }, text: textOf(said?.blocks), buttons: buttonsOf(said?.blocks) };
};
const happened = async (type: string) =>
  (await world.events(id)).filter((event) => event['detail-type'] === type).map(({ detail }) => detail);
const topic = async () => (await world.roomOf(id)).topic.value;
const announced = async () => textOf((await world.said('#incidents', `${id}/announcement`))[0]?.blocks);
const pagesOf = async (person: string) =>
  (await world.inbox(person)).messages
    .map((message) => effectOf(message) ?? '')
    .filter((key) => key.startsWith(`${id}/page/`))
    .toSorted();
const inRoom = async () => (await world.messages(room)).map(({ text }) => text);

describe('How bad it is', () => {
  test('said worse by a line, while nobody has it: the on-call is paged anew, whom it would have brought in comes, and the next are asked by its minutes', async () => {
    await declared('sev3 bedroom: beds are slow');
    expect(await world.peopleIn(room)).toEqual(['asha', 'tom']);
    expect(await world.timersOf(id)).toEqual([`${id}-ladder-1-g1`]);
    await world.untilAfter(id, 120);
    const answer = await world.types('@tom', 'severity sev1 nobody can buy a bed', room);
    expect(told(answer)).toBe(`${id} is SEV1.`);
    await world.settle();
    expect(await happened('IncidentSeverityChanged')).toMatchObject([
      { actor: { user_id: 'U0TOM' }, data: { from: 'sev3', to: 'sev1', after_resolution: false } },
    ]);
    expect(await world.peopleIn(room)).toEqual(['asha', 'ben', 'chloe', 'marek', 'tom']);
    // Side by side, so in either order.
    expect((await inRoom()).slice(-2)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/\*SEV1\* now, it was SEV3\. <@U0TOM> says why: nobody can buy a bed/),
        expect.stringMatching(/<@U0ASHA> you are on call for Team Bedroom.* <!subteam\^S0BEDROOM>/),
      ]),
    );
    expect(await pagesOf('@asha')).toEqual([`${id}/page/g1/0/U0ASHA`, `${id}/page/g2/0/U0ASHA`]);
    expect(await world.timersOf(id)).toContain(`${id}-ladder-1-g2s1`);
    // Counted from when it became serious; what was armed before asks nobody.
    await world.untilAfter(id, 6 * 60 + 45);
    expect(await world.escalations(id)).toEqual([]);
    await world.untilAfter(id, 7 * 60 + 30);
    expect(await world.escalations(id)).toMatchObject([{ rung: 1, role: 'side_kick', people: ['ben'] }]);
    await world.untilAfter(id, 31 * 60);
    expect((await world.escalations(id)).map(({ rung }) => rung)).toEqual([1, 2, 3]);
    expect(await topic()).toMatch(/^DRILL SEV1 · Bedroom/);
    expect(await announced()).toContain('DRILL SEV1 · Bedroom');
    expect((await cardOf()).text).toContain('*Severity*\nSEV1\ndeclared SEV3, at worst SEV1');
  });

  test('said worse late, the on-call is paged anew, and all others have their time by its minutes', async () => {
    await world.types('@asha', `ack ${id}`);
    await declared('sev4 bedroom: one bed is slow');
    await world.untilAfter(id, 12 * 60);
    expect(await world.escalations(id)).toEqual([]);
    await world.types('@tom', `severity ${id} sev2 all beds are`);
    await world.settle();
    expect(await world.escalations(id)).toEqual([]);
    expect(await pagesOf('@asha')).toEqual([`${id}/page/g1/0/U0ASHA`, `${id}/page/g2/0/U0ASHA`]);
    for (const [rung, minutes] of [
      [1, 17],
      [2, 22],
      [3, 27],
    ] as const) {
      await world.untilAfter(id, minutes * 60 + 30);
      expect((await world.escalations(id)).at(-1)).toMatchObject({ rung });
    }
    expect(await world.escalations(id)).toHaveLength(3);
    await world.types('@asha', `ack ${id}`);
    await world.settle();
  });

  test('said better from the card, in a form that opens with what it is and asks why', async () => {
    const { place } = await cardOf();
    const { view } = await world.presses('@asha', place, 'grade-incident');
    expect(questionIn(view, 'severity').initial_option?.value).toBe('sev2');
    await world.submits('@asha', view, { severity: 'sev4', reason: '<!channel> it was one bed' });
    await world.settle();
    expect((await happened('IncidentSeverityChanged')).at(-1)?.data).toMatchObject({ by: 'U0ASHA', from: 'sev2', to: 'sev4' });
    expect((await inRoom()).at(-1)).toContain('&lt;!channel&gt; it was one bed');
    expect((await cardOf()).text).toContain('*Severity*\nSEV4\ndeclared SEV4, at worst SEV2');
  });

  test('without a reason the form opens with what was typed, and nothing has changed yet; the same again changes nothing', async () => {
    const before = (await world.events(id)).length;
    const { view, ack } = await world.types('@asha', 'severity sev1', room);
    expect([ack, questionIn(view, 'severity').initial_option?.value]).toEqual([null, 'sev1']);
    expect(told(await world.types('@asha', 'severity sev4 as it is', room))).toBe(`${id} is SEV4.`);
    expect(told(await world.types('@asha', 'severity terrible', room))).toContain('/incident severity sev1 data of customers is exposed');
    await world.settle();
    expect(await world.events(id)).toHaveLength(before);
  });

  test('typed once and delivered three times it is said once', async () => {
    await world.faults({ on: 'deliver:command', do: 'duplicate', copies: 3, times: 1 });
    await world.types('@asha', 'severity sev3 two beds', room);
    await world.settle();
    await world.calm();
    expect((await inRoom()).filter((text) => text.includes('two beds'))).toHaveLength(1);
  });
});

describe('Who does what', () => {
  beforeAll(() => declared('sev2 bedroom: nobody can log in'));

  test('on a serious one it stands on the card that nobody leads yet', async () => {
    expect((await cardOf()).text).toContain('commander: nobody yet');
    expect((await cardOf()).buttons.map(({ text }) => text?.text)).toEqual(expect.arrayContaining(['Update', 'Severity', 'Roles']));
  });

  test('a commander who is named is brought in, stands in the topic, and is the one who is reminded', async () => {
    expect(told(await world.types('@asha', 'role commander @lena', room))).toBe(`${id}: <@U0LENA> is commander.`);
    await world.settle();
    expect(await happened('IncidentRoleAssigned')).toMatchObject([{ data: { by: 'U0ASHA', role: 'commander', person: 'U0LENA' } }]);
    expect(await world.peopleIn(room)).toContain('lena');
    expect(await topic()).toMatch(/commander: <@U0LENA>$/);
    expect((await cardOf()).text).toContain('*Roles*\ncommander: <@U0LENA>');
    expect(await inRoom()).toContain('[DRILL] <@U0LENA> is commander now, named by <@U0ASHA>.');
    await world.types('@asha', `ack ${id}`);
    await world.untilAfter(id, 31 * 60);
    const { messages } = await world.inbox('@lena');
    expect(messages.some(({ text }) => text.includes(`People wait to hear how ${id} goes`))).toBe(true);
  });

  test('who has it takes the lead too, and is told: one leads, one fixes', async () => {
    await world.types('@asha', 'role commander', room);
    await world.settle();
    expect((await happened('IncidentRoleAssigned')).at(-1)?.data).toMatchObject({ by: 'U0ASHA', person: 'U0ASHA' });
    // Side by side, so in either order.
    expect((await inRoom()).slice(-2).toSorted()).toEqual([
      expect.stringMatching(/<@U0ASHA> has it and is commander too\. One leads, one fixes/),
      '[DRILL] <@U0ASHA> is commander now.',
    ]);
  });

  test('a form shows who has them and changes only what was changed in it', async () => {
    const { view } = await world.presses('@asha', (await cardOf()).place, 'assign-role');
    expect(questionIn(view, 'commander').initial_user).toBe('U0ASHA');
    await world.types('@marek', `role ${id} commander @malik`);
    await world.submits('@asha', view, { scribe: '@chloe', liaison: '@priya' });
    await world.settle();
    expect((await cardOf()).text).toContain('*Roles*\ncommander: <@U0MALIK>\nscribe: <@U0CHLOE>\nliaison: <@U0PRIYA>');
    expect(await world.peopleIn(room)).toEqual(expect.arrayContaining(['chloe', 'malik', 'priya']));
  });

  test('nobody has to: it is given up as easily', async () => {
    expect(told(await world.types('@malik', 'role commander none', room))).toBe(`${id}: nobody is commander any more.`);
    await world.settle();
    expect((await happened('IncidentRoleAssigned')).at(-1)?.data).toMatchObject({ role: 'commander', person: null });
    expect(await topic()).not.toContain('commander');
  });

  test.each([
    ['@gus', 'a guest'],
    ['@pagerbot', 'a bot'],
  ])('%s is %s and is refused', async (handle, what) => {
    const before = (await world.events(id)).length;
    expect(told(await world.types('@asha', `role deputy ${handle}`, room))).toMatch(
      new RegExp(`is ${what}, so they cannot have a role\\. Nothing has changed`),
    );
    await world.settle();
    expect(await world.events(id)).toHaveLength(before);
  });

  test('somebody who has left is refused; a role that is none gets help', async () => {
    await world.change({ do: 'deactivate', user: '@chloe' });
    await world.settle();
    expect(told(await world.types('@asha', 'role deputy @chloe', room))).toContain('a deactivated account');
    expect(told(await world.types('@asha', 'role chief @lena', room))).toContain('/incident role commander @lena');
  });
});

describe('What it is called', () => {
  test('a better title stands everywhere but in the channel’s name, and is in no event', async () => {
    await declared('sev4 bedroom: it is slow');
    const { name } = await world.roomOf(id);
    expect(told(await world.types('@tom', 'title Baskets lose *their* beds & <pillows>', room))).toBe(
      `${id} has its new title. Its channel keeps its name.`,
    );
    await world.settle();
    const after = await world.roomOf(id);
    expect(after.name).toBe(name);
    expect(after.purpose.value).toBe(`${id}: Baskets lose *their* beds &amp; &lt;pillows&gt;`);
    expect((await cardOf()).text).toContain('Baskets lose *their* beds & <pillows>');
    expect(await announced()).toContain('Baskets lose *their* beds & <pillows>');
    expect(await happened('IncidentTitleChanged')).toMatchObject([{ actor: { user_id: 'U0TOM' }, data: { by: 'U0TOM' } }]);
    expect(JSON.stringify(await world.events(id))).not.toContain('Baskets');
    expect((await inRoom()).at(-1)).toContain('<@U0TOM> changed the title:');
  });

  test('without words a form opens with the title that it has', async () => {
    const { view } = await world.types('@tom', `title ${id}`);
    expect(questionIn(view, 'title').initial_value).toBe('Baskets lose *their* beds & <pillows>');
    await world.submits('@tom', view, { title: 'Baskets are empty' });
    await world.settle();
    expect((await cardOf()).text).toContain('Baskets are empty');
  });

  test('one that is too long is refused, and nothing has changed', async () => {
    expect(told(await world.types('@tom', `title ${'x'.repeat(151)}`, room))).toMatch(/at most 150 characters.*has not changed/);
  });
});

describe('A private one', () => {
  beforeEach(async () => {
    const said = await world.types('@tom', 'declare private sev4 bedroom: salaries are readable');
    id = numberIn(told(said));
    await world.passes(12);
  });

  test('shows outsiders no form, no role and no title', async () => {
    for (const line of ['severity', 'severity sev1 because', 'role', 'role commander', 'title', 'title no']) {
      const [verb = '', ...rest] = line.split(' ');
      const answer = await world.types('@hugo', `${verb} ${id} ${rest.join(' ')}`);
      expect(answer.view).toBeUndefined();
      expect(told(answer)).toContain('There is no such incident.');
    }
  });
});

test('everything is sound', () => everythingIsSound(world));
