import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, openHouse } from '../matrix/house.ts';
import { snapshot } from '../matrix/snapshot.ts';
import { numberIn, told } from './world.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.stop());

async function declare() {
  const { world } = house;
  const id = numberIn(told(await world.types('@tom', 'declare sev3 bedroom: Sheets are wet')));
  await world.passes(6 * 60);
  const { id: channel } = await world.roomOf(id);
  return {
    id,
    channel,
    messages: (await world.messages(channel)).length,
    story: (await world.story(id)).toSorted(),
    timers: await world.timersOf(id),
  };
}

test('a world that is brought back is as it was, and goes on from there as it did', async () => {
  const { world, untouched } = house;
  const began = Date.parse(await world.now());
  const once = await declare();
  expect(await snapshot(house)).not.toEqual(untouched.stands);
  await untouched.back();
  expect(Date.parse(await world.now()) - began).toBeLessThan(5 * 60_000);
  expect(await snapshot(house)).toEqual(untouched.stands);
  expect(await declare()).toEqual(once);
});
