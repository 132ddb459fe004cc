import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { daysAfter } from './days-after.ts';
import { sweepEvery } from './schedules.ts';
import { everythingIsSound } from './soundness.ts';
import { harrowHome, numberIn, openWorld, placeOf, textOf, told, type World } from './world.ts';

/** A private incident of which whoever answers for the service knows nothing: neither to be signed off nor to be waived without them. */
let world: World;
let days: ReturnType<typeof daysAfter>;
const rooms = new Map<string, string>();
const types = (who: string, text: string) => world.commands(who, '/postmortem', text);
const presses = async (who: string, id: string, action: string) => world.presses(who, placeOf(await types(who, `show ${id}`)), action);
const pm = (id: string) => id.replace('INC', 'PM');
const homeOf = async (who: string) => {
  await world.opensHome(who);
  await world.settle();
  return textOf((await world.homeOf(`U0${who.slice(1).toUpperCase()}`))?.blocks);
};

async function isOver(words: string): Promise<string> {
  const id = numberIn(told(await world.types('@asha', `declare sev1 private bedroom: ${words}`)));
  await world.settle();
  const room = (await world.roomOf(id)).id;
  rooms.set(id, room);
  await world.types('@asha', `ack ${id}`);
  await world.types('@asha', `access ${id} @ben`);
  await world.types('@asha', `cancel ${id} it was a test of the door`, room);
  await world.settle();
  return id;
}
async function isAnswered(id: string) {
  for (const who of ['@asha', '@ben']) {
    const { view } = await types(who, `answer ${id}`);
    await world.submits(who, view, { 'answer:detect': 'By the alarm', 'answer:react': 'With a list of who is there' });
  }
  await world.settle();
}

beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T09:30:00Z', catalogue: harrowHome });
  await sweepEvery(world, 12);
  days = daysAfter(world);
}, 180_000);
afterAll(() => world?.stop());

describe('Whoever answers for the service cannot see it', { timeout: 240_000 }, () => {
  let signed = '';
  let waived = '';
  const signOff = async (id: string) => {
    const [message] = await world.said(rooms.get(id) ?? '', `${pm(id)}/sign-off`);
    return { ts: message?.ts ?? '', text: textOf(message?.blocks) };
  };

  test('which is said in its own channel and on its card, with the way in, and nothing of it reaches them', async () => {
    signed = await isOver('a door that would not shut');
    await world.until('2026-03-10T09:50:00Z');
    await isAnswered(signed);
    const said = 'answers for Bedroom and cannot see this. Let them in to sign it off, or to waive it.';
    expect((await signOff(signed)).text).toContain(`<@U0PRIYA> ${said}`);
    expect(told(await types('@asha', `show ${signed}`))).toContain(said);
    expect(told(await presses('@asha', signed, 'publish-postmortem-sign-off'))).toContain('`/incident access` lets them');
    expect(told(await types('@asha', `waive ${signed} the door was mended the week before`))).toContain('`/incident access` lets them');
    expect((await days.gotBy('@priya')).map(({ text }) => text)).toEqual([]);
    expect(await homeOf('@priya')).toContain('nobody waits for you');
  });

  test('nobody outside lets anybody in by the button', async () => {
    const { ts } = await signOff(signed);
    const place = { channel: rooms.get(signed) ?? '', ts };
    const pressed = await world.presses('@omar', place, 'grant-access').catch(() => undefined);
    expect(pressed === undefined ? '' : told(pressed)).not.toContain('is open to');
    expect(await days.gotBy('@priya')).toEqual([]);
  });

  test('once somebody inside has let them in they are asked, in their own message and on their Home, and the button is theirs', async () => {
    const { ts } = await signOff(signed);
    const place = { channel: rooms.get(signed) ?? '', ts };
    expect(told(await world.presses('@ben', place, 'grant-access'))).toContain('is open to <@U0PRIYA>');
    await world.settle();
    expect((await signOff(signed)).text).toContain('<@U0PRIYA>, all that is asked for');
    expect((await signOff(signed)).text).not.toContain('cannot see this');
    const got = await days.gotBy('@priya');
    expect(got.map(({ text }) => text).join()).toContain('All that is asked for is there but your sign-off.');
    expect(await homeOf('@priya')).toContain('only your sign-off is missing');
    await days.presses('@priya', 'publish-postmortem-sign-off');
    await world.settle();
    expect(textOf((await days.gotBy('@priya')).at(-1)?.message.blocks)).toContain('✓ It is signed off.');
    const publish = (await presses('@asha', signed, 'publish-postmortem')).view;
    await world.submits('@asha', publish);
    await world.settle();
    expect(await world.story(pm(signed))).toEqual(expect.arrayContaining(['PostmortemCompleted', 'PostmortemPublished']));
    expect(await world.messages('#learning')).toEqual([]);
  });

  test('another is waived by them as soon as they are let in', async () => {
    waived = await isOver('a second door');
    const reason = 'the same as the first one, whose postmortem is done';
    expect(told(await types('@priya', `waive ${waived} ${reason}`))).toContain('There is no postmortem');
    expect(told(await presses('@asha', waived, 'grant-access'))).toContain('is open to <@U0PRIYA>');
    await world.settle();
    expect(told(await types('@priya', `waive ${waived} ${reason}`))).toContain('is waived');
    await world.settle();
    expect(await world.story(pm(waived))).toContain('PostmortemWaived');
  });

  test('nothing was said twice, nothing was lost and every acknowledgement was in time', async () => {
    await everythingIsSound(world);
  });
});
