import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenPostmortem } from '#domain/postmortem/postmortem';
import { postmortemRef } from '#domain/postmortem/postmortem';
import type { Ref } from '#domain/records';
import { daysAfter } from './days-after.ts';
import { everythingIsSound } from './soundness.ts';
import { buttonsOf, harrowHome, numberIn, openWorld, placeOf, textOf, told, type World } from './world.ts';

/** A serious one that Asha had and Dev noted something on, and a small one: who drives what is learnt, who is asked no more, and what is left out. */
let world: World;
let days: ReturnType<typeof daysAfter>;
let id = '';
let room = '';
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T10:00:00Z', catalogue: harrowHome });
  days = daysAfter(world);
  id = await isOver('sev2', 'Beds cannot be ordered');
  room = (await world.roomOf(id)).id;
}, 180_000);
afterAll(() => world?.stop());

async function isOver(severity: string, title: string): Promise<string> {
  const number = numberIn(told(await world.types('@tom', `declare ${severity} bedroom: ${title}`)));
  await world.settle();
  await world.types('@asha', `ack ${number}`);
  await world.types('@dev', `note ${number} the price list is empty`);
  await world.types('@asha', `resolve ${number} permanent filled it again`);
  await world.settle();
  return number;
}
const pmOf = (incident: string) => incident.replace('INC', 'PM') as 'PM-1';
const types = (who: string, line: string, channel = '#general') => world.commands(who, '/postmortem', line, channel);
const known = async (incident: string) => {
  const [head] = await (await world.store()).records.load([postmortemRef(pmOf(incident))] as Ref<unknown>[]);
  return head?.value as OpenPostmortem;
};
const post = async (incident: string) => {
  const channel = (await world.roomOf(incident)).id;
  const [message] = await world.said(channel, `${pmOf(incident)}/over-0`);
  if (!message) throw new Error(`${incident}: nothing is said of its postmortem`);
  return { channel, ts: message.ts, text: textOf(message.blocks), buttons: buttonsOf(message.blocks).map(({ action_id }) => action_id) };
};
const eventsOf = async (type: string) => (await world.events(pmOf(id))).filter((event) => event['detail-type'] === type);

describe('Who leads the talk', { timeout: 120_000 }, () => {
  test('is said in a line, in the channel that it is about', async () => {
    expect(told(await types('@asha', 'assign facilitator @lena', room))).toBe(
      `<@U0LENA> leads the talk of ${pmOf(id)}. What is due stays due.`,
    );
    await world.settle();
    expect((await known(id)).facilitator).toBe('U0LENA');
    expect((await post(id)).text).toContain('<@U0LENA> leads the talk.');
  });

  test('hears of it, and is asked nothing', async () => {
    await world.until('2026-03-10T12:00:00Z');
    const got = await days.gotBy('@lena');
    expect(got).toHaveLength(1);
    expect(got[0]?.text).toContain('You facilitate this postmortem');
    expect(buttonsOf(got[0]?.message.blocks).map(({ action_id }) => action_id)).not.toContain('answer-prompt');
  });
});

describe('Who leaves', { timeout: 180_000 }, () => {
  test('is asked no more, though they were there', async () => {
    const before = await days.gotBy('@dev');
    expect(before.map(({ text }) => text).join()).toContain('Before it fades');
    await world.change({ do: 'deactivate', user: '@dev' });
    await world.settle();
    expect((await known(id)).people['U0DEV' as never]).toMatchObject({ gone: true });
    await world.until('2026-03-11T13:00:00Z');
    expect(await days.gotBy('@dev')).toHaveLength(before.length);
    expect((await days.gotBy('@tom')).length).toBeGreaterThan(1);
  });

  test('drives it no more: the next has it at once, is told so, and the channel says it; what is due stays due', async () => {
    const { owner, ladder } = await known(id);
    expect(owner).toBe('U0ASHA');
    await world.change({ do: 'deactivate', user: '@asha' });
    await world.settle();
    const after = await known(id);
    expect(after.owner).not.toBe('U0ASHA');
    expect(after.ladder).toEqual(ladder);
    expect((await eventsOf('PostmortemOwnerAssigned')).at(-1)?.detail.data).toMatchObject({ owner: after.owner, because: 'owner_left' });
    expect((await post(id)).text).toContain(`<@${after.owner}> drives it`);
    await world.until('2026-03-12T13:00:00Z');
    const [next = ''] = await world.handles([after.owner]);
    const told = (await days.gotBy(`@${next}`)).map(({ text }) => text).join();
    expect(told).toContain('You drive this postmortem from now on (<@U0ASHA> is not here any more), due');
    const said = (await world.messages(room)).filter(({ text }) => text.includes(`drives the postmortem of ${id} from now on`));
    expect(said.map(({ text }) => text)).toEqual([
      `<@${after.owner}> drives the postmortem of ${id} from now on. What is due stays due, and nobody writes it alone.`,
    ]);
  });
});

describe('What goes without', { timeout: 120_000 }, () => {
  const reason = 'The same as INC-298, <!here> whose *improvements* are under way';
  const form = async (who: string) => (await world.presses(who, placeOf(await types(who, `show ${id}`)), 'waive-postmortem')).view;

  test('is not for whoever was there to say', async () => {
    const { ack } = await world.submits('@tom', await form('@tom'), { reason });
    expect(JSON.stringify(ack)).toContain('Only the product manager of the service, or their delegate, waives a postmortem.');
    expect((await known(id)).state).toBe('draft');
  });

  test('is waived by a form, with a reason that the channel reads as it was written, once', async () => {
    await world.faults({ on: 'deliver:view', every: 1, times: 1, do: 'duplicate', copies: 2 });
    const { ack } = await world.submits('@priya', await form('@priya'), { reason });
    await world.calm();
    expect(ack).toBeNull();
    await world.settle();
    expect((await known(id)).state).toBe('waived');
    const said = (await world.messages(room)).filter(({ text }) => text.includes('goes without a postmortem: nobody is asked'));
    expect(said).toHaveLength(1);
    expect(textOf(said[0]?.blocks)).toContain(`> ${reason}`);
    expect(JSON.stringify(said)).not.toContain('U0PRIYA');
    expect(JSON.stringify(await world.events())).not.toContain('improvements* are under way');
  });

  test('is found again, with its reason, by those who may read it and by nobody else', async () => {
    const card = await types('@tom', `show ${id}`);
    expect(textOf(card.ephemeral[0]?.blocks)).toContain(`> ${reason}`);
    expect(JSON.stringify(await types('@tom', 'list waived'))).toContain(`*${id}* Beds cannot be ordered`);
    for (const line of [`show ${id}`, 'list waived']) expect(JSON.stringify(await types('@raj', line))).not.toMatch(/INC-298|Beds cannot/);
    expect(JSON.stringify(await types('@tom', 'list'))).toContain('`waived`');
  });
});

describe('A small one', { timeout: 120_000 }, () => {
  test('is asked for by one press in its channel, and by nobody twice', async () => {
    const small = numberIn(told(await world.types('@tom', 'declare sev4 bedroom: a picture of a bed is upside down')));
    await world.settle();
    await world.types('@chloe', `ack ${small}`);
    await world.types('@chloe', `resolve ${small} permanent turned it`);
    await world.settle();
    const offer = await post(small);
    expect(offer.text).toContain('if there is something to learn from it, one press starts one.');
    for (let times = 0; times < 2; times++) await world.presses('@omar', offer, 'ask-postmortem:light');
    await world.settle();
    expect(await known(small)).toMatchObject({ state: 'draft', requirement: 'light', because: ['asked_for'] });
    expect((await post(small)).text).toContain('A short postmortem is due');
    const asked = (await world.events(pmOf(small))).filter((event) => event['detail-type'] === 'PostmortemRequired');
    expect(asked).toHaveLength(1);
  });

  test('everything is sound', () => everythingIsSound(world));
});
