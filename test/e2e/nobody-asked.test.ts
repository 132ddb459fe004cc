import { afterAll, beforeAll, expect, test } from 'vitest';
import { PersonId, personRef } from '#domain/person/person';
import type { Ref } from '#domain/records';
import { everythingIsSound } from './soundness.ts';
import { harrowHome, numberIn, openWorld, told, type World } from './world.ts';

/** What `remind` does because time has passed, and nobody and no timer asked for it. */
let world: World;
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-11T02:50:00Z', catalogue: harrowHome });
});
afterAll(() => world?.stop());

test('an incident whose events never reached publish is published and followed by the sweep', async () => {
  await world.faults({ on: 'stream:deliver', do: 'delay', ms: 60 * 60_000 });
  const id = numberIn(told(await world.types('@gwen', 'declare sev4 rugs: nobody hears of it')));
  await world.passes(60);
  expect(await world.events(id)).toEqual([]);
  await world.passes(15 * 60);
  expect(await world.story(id)).toContain('IncidentRouted');
  expect((await world.roomOf(id)).is_private).toBe(false);
});

test('what Slack told nobody is learnt by the scan at night', async () => {
  await world.faults({ on: 'deliver:event', do: 'delay', ms: 60 * 60_000 });
  const [user] = (await world.workspace()).users.filter(({ handle }) => handle === 'gwen');
  await world.change({ do: 'deactivate', user: '@gwen' });
  await world.settle();
  const { records } = await world.store();
  const gwen = personRef(PersonId.parse(user?.id)) as Ref<unknown>;
  const deactivated = async () => (await records.load([gwen]))[0]?.value;
  expect(await deactivated()).toMatchObject({ deactivated: false });
  await world.until('2026-03-11T03:18:00Z');
  expect(await deactivated()).toMatchObject({ deactivated: true });
});

test('and nothing was said or kept twice', async () => {
  await world.calm();
  await world.until('2026-03-11T04:20:00Z');
  await everythingIsSound(world, { copiesOnTheBus: true });
});
