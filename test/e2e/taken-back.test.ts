import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { daysAfter } from './days-after.ts';
import { sweepEvery } from './schedules.ts';
import { everythingIsSound } from './soundness.ts';
import { harrowHome, numberIn, openWorld, textOf, told, type World } from './world.ts';

/** Two days after it was over it turns out that it was a leak. */
const title = 'Orders show addresses of others';
let world: World;
let id = '';
const got = new Map<string, number>();
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T10:30:00Z', catalogue: harrowHome });
  await sweepEvery(world, 360);
  id = numberIn(told(await world.types('@tom', `declare sev1 bedroom: ${title}`)));
  await world.settle();
  const room = await world.roomOf(id);
  await world.types('@asha', 'ack', room.id);
  await world.types('@lena', `note seen it too`, room.id);
  await world.types('@asha', 'resolve workaround turned it off', room.id);
  await world.settle();
  await world.until('2026-03-12T16:00:00Z');
  for (const { handle } of (await world.workspace()).users.filter(({ is_bot }) => !is_bot)) {
    const all = await daysAfter(world)
      .gotBy(`@${handle}`)
      .catch(() => []);
    if (all.length > 0) got.set(`@${handle}`, all.length);
  }
  await world.types('@asha', `private ${id}`);
  await world.settle();
}, 180_000);
afterAll(() => world?.stop());

describe('what people were told of an incident that is private now', { timeout: 120_000 }, () => {
  test('is taken back from everybody who is not let in, from messages of earlier days too, and stays with the others', async () => {
    const pm = id.replace('INC', 'PM');
    const knows = new Map<string, string>();
    for (const [who, many] of got) {
      const all = await daysAfter(world).gotBy(who);
      expect([who, all.length]).toEqual([who, many]);
      const said = all.map(({ message }) => `${message.text} ${textOf(message.blocks)} ${JSON.stringify(message.blocks)}`).join('\n');
      knows.set(who, new RegExp(`${id}\\b|${pm}\\b|${title}`).test(said) ? 'knows' : 'knows nothing');
    }
    const insiders = (
      await world.peopleIn((await world.channels()).find((one) => one.is_private && one.name?.startsWith('inc-'))?.id ?? '')
    ).map((one) => `@${one}`);
    expect(Object.fromEntries(knows)).toEqual(
      Object.fromEntries([...got.keys()].map((who) => [who, insiders.includes(who) ? 'knows' : 'knows nothing'])),
    );
    const outside = [...got].filter(([who]) => !insiders.includes(who));
    expect(outside.length).toBeGreaterThan(0);
    expect(Math.max(...got.values())).toBeGreaterThan(1);
  });
  test('nothing was lost and nothing was said twice', async () => {
    await everythingIsSound(world);
  });
});
