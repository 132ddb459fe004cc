import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenPostmortem, postmortemRef } from '#domain/postmortem/postmortem';
import type { Ref } from '#domain/records';
import { daysAfter } from './days-after.ts';
import { sweepEvery } from './schedules.ts';
import { everythingIsSound } from './soundness.ts';
import { harrowHome, numberIn, openWorld, placeOf, textOf, told, type World } from './world.ts';

/** A sev2 on Tuesday, 10 March 2026, that Lena commands: resolved at 10:30, back at 11:10, and over for good on Wednesday at 10:00. */
let world: World;
let days: ReturnType<typeof daysAfter>;
let id = '';
let room = '';
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T10:00:00Z', catalogue: harrowHome });
  await sweepEvery(world, 60);
  days = daysAfter(world);
  id = numberIn(told(await world.types('@tom', 'declare sev2 bedroom: beds cannot be ordered')));
  await world.settle();
  room = (await world.roomOf(id)).id;
}, 180_000);
afterAll(() => world?.stop());

const types = (who: string, line: string, channel = '#general') => world.commands(who, '/postmortem', line, channel);
const pmOf = (incident: string) => incident.replace('INC', 'PM') as 'PM-1';
const known = async () => {
  const [head] = await (await world.store()).records.load([postmortemRef(pmOf(id))] as Ref<unknown>[]);
  return head?.value as OpenPostmortem;
};
const card = async (who: string) => textOf((await types(who, `show ${id}`)).ephemeral.at(-1)?.blocks);
const postIs = async (times: number) => (await world.said(room, `${pmOf(id)}/over-${times}`))[0]?.text ?? '';
const unknown = /^There is no postmortem of that incident\./;

describe('While an incident goes on', { timeout: 120_000 }, () => {
  test.each(['show', 'answer', 'assign', 'held', 'export', 'waive the same as before, nothing new'])(
    '“%s” says that it is not over',
    async (said) => {
      const [verb, ...more] = said.split(' ');
      for (const line of [`${verb} ${id} ${more.join(' ')}`, `${verb} ${pmOf(id)} ${more.join(' ')}`])
        expect(told(await types('@asha', line))).toBe(`${id} is not over yet; its postmortem begins when it is. Nothing has changed.`);
      expect(told(await types('@asha', `${verb} INC-99 ${more.join(' ')}`))).toMatch(unknown);
    },
  );

  test('a private one is to whoever is outside as if there were none; to whoever is in it, it is not over', async () => {
    const hidden = numberIn(told(await world.types('@raj', 'declare sev2 private bathroom: addresses on a page')));
    await world.settle();
    for (const verb of ['show', 'answer', 'held']) expect(told(await types('@asha', `${verb} ${hidden}`))).toMatch(unknown);
    expect(told(await types('@raj', `show ${hidden}`))).toContain(`${hidden} is not over yet`);
    await world.types('@raj', `cancel ${hidden} nothing was there`);
  });

  test('what is no incident is called so, with an example', async () => {
    expect(told(await types('@asha', 'show xyz'))).toMatch(
      /^“xyz” is no incident\. Say its number, for example `\/postmortem show INC-7`;/,
    );
    expect(told(await types('@asha', 'show'))).toMatch(/^This is not an incident channel\./);
  });
});

describe('An incident that comes back within the hour', { timeout: 240_000 }, () => {
  test('takes its postmortem’s clock with it: the hour in which somebody may be picked stands still, and the card says the one true thing', async () => {
    await world.types('@asha', `ack ${id}`);
    await world.types('@lena', `role commander @lena`, room);
    await world.until('2026-03-10T10:30:00Z');
    await world.types('@asha', 'resolve workaround rolled back', room);
    await world.settle();
    expect(await card('@asha')).toContain('*State*\npeople are asked');
    await world.until('2026-03-10T11:10:00Z');
    await world.types('@asha', 'reopen it is down again', room);
    await world.settle();
    const waiting = await card('@asha');
    expect(waiting).toContain('*State*\nit waits: the incident has come back');
    expect(waiting).toContain('*Due*\ncounted anew when it is over again');
    expect(waiting).toMatch(/First had by somebody: .*2026-03-10 10:00 UTC/);
    expect(waiting).not.toContain('people are asked');
    expect(textOf((await types('@asha', 'list')).ephemeral.at(-1)?.blocks)).toMatch(
      new RegExp(`\\*${id}\\*.* · waits: the incident came back · <@U0ASHA>\\n`),
    );
    await world.until('2026-03-10T12:00:00Z');
    expect((await known()).owner).toBe('U0ASHA');
    expect((await known()).steps).not.toContain('owner');
  });

  test('over again, the hour is counted from then; then whoever commanded it drives it, and the channel says so', async () => {
    await world.until('2026-03-11T10:00:00Z');
    await world.types('@asha', `ack ${id}`);
    await world.types('@asha', 'resolve permanent put right', room);
    await world.settle();
    await world.until('2026-03-11T10:58:00Z');
    expect(await known()).toMatchObject({ t0: expect.stringMatching(/^2026-03-11T10:00/), owner: 'U0ASHA' });
    await world.until('2026-03-11T11:01:00Z');
    expect((await known()).owner).toBe('U0LENA');
    expect((await known()).steps).toContain('owner');
    expect(await postIs(1)).toContain('<@U0LENA> drives it, and nobody writes it alone.');
    expect(await card('@asha')).toMatch(/First had by somebody: .*2026-03-10 10:00 UTC/);
  });

  test('whoever drove it hears so on the next day, in the message that they get anyway; Lena hears that she does', async () => {
    await world.until('2026-03-12T20:00:00Z');
    const said = (await days.gotBy('@asha')).filter(({ text }) => text.includes('off your hands'));
    expect(said.map(({ at, as }) => `${at} ${as}`)).toEqual(['Thu 12 Mar 10:00 message']);
    expect(said[0]?.text).toContain('<@U0LENA> drives it now, so that is off your hands.');
    expect(said[0]?.text).toContain('Timeline: here');
    const lena = (await days.gotBy('@lena')).map(({ text }) => text).join('\n');
    expect(lena).toContain('You drive this postmortem');
    expect(lena).not.toContain('off your hands');
  });

  test('who planned its meeting begins and ends it, though somebody else drives it by then', async () => {
    const plan = (await world.presses('@lena', placeOf(await types('@lena', `show ${id}`)), 'plan-meeting')).view;
    await world.presses('@lena', { view: plan?.id ?? '' }, 'plan-meeting-slot:0');
    await world.settle();
    await types('@lena', `assign ${id} @asha`);
    await world.types('@lena', 'role commander @asha', room);
    await world.settle();
    expect(await known()).toMatchObject({ owner: 'U0ASHA' });
    expect(told(await types('@tom', `held ${id}`))).toContain('The meeting is kept by whoever planned it');
    await types('@lena', `held ${id}`);
    await world.settle();
    expect((await known()).state).toBe('in_review');
  });

  test('everything is sound', () => everythingIsSound(world));
});
