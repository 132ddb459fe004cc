import { afterAll, beforeAll, expect, test } from 'vitest';
import { deployedApp } from '#test/deployed-app';
import { everythingIsSound } from './soundness.ts';
import { harrowHome, numberIn, openWorld, textOf, told, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T14:02:00Z', catalogue: harrowHome, bundles: await deployedApp() });
}, 120_000);
afterAll(async () => {
  await world?.stop();
});

test('what is deployed tells the main story: declared in the form, swarmed, escalated, joined, taken, on the bus', async () => {
  const { view } = await world.types('@tom', "customers can't add beds");
  const { options } = await world.searches('@tom', { view: view?.id ?? '' }, 'service', 'beds');
  expect(options[0]?.value).toBe('bedroom');
  const answer = await world.submits('@tom', view, { service: 'bedroom', severity: 'sev1', detected_by: 'customer' });
  const id = numberIn(answer.ack);
  await world.settle();

  const room = await world.roomOf(id);
  expect(room).toMatchObject({
    name: `${id.toLowerCase()}-customers-can-t-add-beds`,
    topic: { value: 'SEV1 · Bedroom · Team Bedroom · nobody has it yet' },
    purpose: { value: `${id}: customers can't add beds` },
  });
  expect(room.bookmarks.map(({ title }) => title)).toEqual(['Runbook', 'Dashboard']);
  expect(await world.peopleIn(room.id)).toEqual(['asha', 'ben', 'chloe', 'marek', 'tom']);
  expect(await world.said('#incidents', `${id}/announcement`)).toHaveLength(1);

  const line = await world.types('@gwen', 'declare sev2 beds: no beds in the shop either');
  expect(told(line)).toContain(`<@U0TOM> opened *${id}* on Bedroom`);
  await world.passes(5 * 60 + 5);
  expect((await world.escalations(id)).map(({ role, people }) => [role, people])).toEqual([['side_kick', ['ben']]]);

  const [page] = (await world.inbox('@asha')).messages;
  await world.presses('@asha', { channel: (await world.inbox('@asha')).channel, ts: page?.ts ?? '' }, 'acknowledge-incident');
  await world.passes(1200);
  expect(textOf((await world.said(room.id, `${id}/card`))[0]?.blocks)).toContain('<@U0ASHA> has it');
  expect(await world.escalations(id)).toHaveLength(1);
  expect((await world.story(id)).toSorted()).toEqual(
    [
      'IncidentAcknowledged',
      'IncidentChannelOpened',
      'IncidentDeclared',
      'IncidentEscalated',
      'IncidentPaged',
      'IncidentPaged',
      'IncidentReported',
      'IncidentRouted',
    ].toSorted(),
  );
  await everythingIsSound(world);
});
