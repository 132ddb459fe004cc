import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ref } from '#domain/records';
import { assertionsRef, ownerAt } from '#domain/service/ownership';
import { sweepEvery } from './schedules.ts';
import { everythingIsSound } from './soundness.ts';
import { homeIsReady, shadowing, transferring } from './transfer-story.ts';
import { openWorld, placeOf, textOf, told, type World } from './world.ts';

/** AC1: Wednesday, 25 March 2026, at night. Bedroom is to go to Home Products on the 30th, and Dev is there to learn. */
let world: World;
let on: ReturnType<typeof transferring>;
let id = '';
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-20T08:00:00Z', catalogue: homeIsReady() });
  on = transferring(world);
  await sweepEvery(world, 720);
  await shadowing(world);
  await world.until('2026-03-25T02:10:00Z');
}, 180_000);
afterAll(() => world?.stop());

const transfer = 'XFER-1';
const planned = '<!date^1774861200^{date_short_pretty}, {time}|2026-03-30 09:00 UTC>';
const pagesOf = async (user: string) =>
  (await world.inbox(user)).messages.filter(({ metadata }) => metadata?.event_payload.effect?.startsWith(`${id}/page/`));
const eventsOf = async (type: string, of = id) =>
  (await world.events(of)).filter((event) => event['detail-type'] === type).map(({ detail }) => detail);

describe('AC1: an incident while a transfer is pending', () => {
  test('at 02:10 an alert declares it, and nobody asks whose it is', async () => {
    const { body } = await world.raises('bedroom-5xx', { summary: 'Bedroom answers with errors', severity: 'error' });
    await world.settle();
    id = String(body.incident);
    const [routed] = await eventsOf('IncidentRouted');
    expect(routed?.data).toMatchObject({ owner: { team_id: 'team-bedroom', ownership_version: 2, lifecycle_state: 'active' } });
    const room = await world.roomOf(id);
    expect(textOf((await world.said(room.id, `${id}/card`))[0]?.blocks)).toContain(`Transfer to home-mpt pending (completes ${planned})`);
    expect(await world.peopleIn(room.id)).toContain('dev');
  });

  test('Asha is paged as the owner, and Dev as a shadow who does not lead', async () => {
    expect(textOf((await pagesOf('@asha'))[0]?.blocks)).not.toContain('Shadow');
    const [shadow, ...more] = await pagesOf('@dev');
    expect(more).toEqual([]);
    expect(textOf(shadow?.blocks)).toContain(`*Shadow* — Team Bedroom still owns this until ${planned}, and leads.`);
    expect(await pagesOf('@omar')).toEqual([]);
  });

  test('at 02:40 Omar cannot take ownership: there is an active incident', async () => {
    const [page] = await pagesOf('@asha');
    await world.presses('@asha', { channel: (await world.inbox('@asha')).channel, ts: page?.ts ?? '' }, 'acknowledge-incident');
    await world.until('2026-03-25T02:40:00Z');
    const shown = (await world.commands('@omar', '/service', `transfer ${transfer}`)).ephemeral.at(-1);
    const refused = await world.presses('@omar', { channel: shown?.channel ?? '', ts: shown?.ts ?? '' }, 'complete-transfer');
    expect(told(refused)).toContain("There's an active incident on Bedroom. Ownership can move once customers are restored.");
    expect(told(refused)).toContain(id);
    await world.settle();
    expect((await eventsOf('TransferBlocked', transfer))[0]?.data.findings).toContainEqual(
      expect.objectContaining({ guardrail: 'G12', verdict: 'blocks' }),
    );
    expect(textOf((await world.said('#team-home-mpt', `${transfer}/card`))[0]?.blocks)).toContain('<@U0OMAR> could not take it over');
  });

  test('a private incident that is in the way is not named to him', async () => {
    await world.types('@asha', 'declare sev1 private bedroom: something is leaking');
    await world.settle();
    const shown = (await world.commands('@omar', '/service', `transfer ${transfer}`)).ephemeral.at(-1);
    const refused = told(await world.presses('@omar', { channel: shown?.channel ?? '', ts: shown?.ts ?? '' }, 'complete-transfer'));
    expect(refused).not.toContain('INC-2');
    expect(refused).not.toContain('leaking');
    await world.types('@asha', 'cancel INC-2 it was nothing');
    await world.settle();
  });

  test('at 02:55 Asha resolves it: it was down from 02:08 to 02:50, and counts for Team Bedroom', async () => {
    await world.until('2026-03-25T02:55:00Z');
    const room = await world.roomOf(id);
    const asked = await world.types('@asha', 'impact unavailable from 02:08 to 02:50', room.id);
    await world.presses('@asha', placeOf(asked), 'confirm-impact');
    await world.types('@asha', 'resolve workaround rolled back', room.id);
    await world.settle();
    const [resolved] = await eventsOf('IncidentResolved');
    expect(resolved?.data.facts).toMatchObject({
      owner: { team_id: 'team-bedroom', ownership_version: 2, transfer_pending_at_start: true },
      impact: [{ level: 'unavailable', from: '2026-03-25T02:08:00.000Z', to: '2026-03-25T02:50:00.000Z' }],
    });
    const callouts = (await eventsOf('CalloutRecorded')).map(({ data }) => [data.person, data.as]);
    expect(callouts.sort()).toEqual([
      ['U0ASHA', 'on_call'],
      ['U0DEV', 'shadow'],
    ]);
  });

  test('the owner is as before, and on the planned day it moves', async () => {
    const { records } = await world.store();
    const [found] = await records.load([assertionsRef('bedroom')] as Ref<unknown>[]);
    expect(ownerAt((found as { value: Parameters<typeof ownerAt>[0] }).value, await world.now())?.owner).toBe('team-bedroom');
    await world.until('2026-03-30T09:00:05Z');
    expect(told(await on.answers('@omar', `${transfer}/take`, 'complete-transfer'))).toContain('belongs to Home Products from now on');
    await world.settle();
    expect((await world.story(transfer)).at(-1)).toBe('OwnershipTransferred');
  });

  test('nothing was said twice, nothing was lost and every acknowledgement was in time', async () => {
    await everythingIsSound(world);
  });
});
