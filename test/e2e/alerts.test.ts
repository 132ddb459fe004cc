import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everythingIsSound } from './soundness.ts';
import { buttonsOf, effectOf, harrowHome, openWorld, textOf, told, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T10:30:00Z', catalogue: harrowHome });
});
afterAll(() => world?.stop());

const dataOf = async (id: string, type: string) => (await world.events(id)).findLast((event) => event['detail-type'] === type)?.detail.data;

describe('A monitor raises an alert', () => {
  let id = '';
  test('its key leads to the service, the service to its owner, and an incident is open', async () => {
    const answer = await world.raises('checkout', { summary: 'Error rate over 5 %', severity: 'critical' });
    expect(answer).toMatchObject({ status: 202, body: { status: 'success', dedup_key: 'checkout', became: 'incident' } });
    id = String(answer.body.incident);
    await world.settle();
    const [declared] = await world.events(id);
    expect(declared?.detail).toMatchObject({
      actor: { type: 'system' },
      service_id: 'checkout',
      data: { reported_by: 'monitor:prometheus', severity: 'sev1', detected_by: 'monitoring' },
    });
    expect(JSON.stringify(await world.events(id))).not.toContain('Error rate');
    const room = await world.roomOf(id);
    const [card] = await world.said(room.id, `${id}/card`);
    expect(textOf(card?.blocks)).toContain('Declared by *prometheus*');
    expect(await world.peopleIn(room.id)).toEqual(expect.arrayContaining(['toby']));
    expect(await dataOf(id, 'IncidentRouted')).toMatchObject({ owner: { team_id: 'team-checkout' } });
  });
});

test('nothing was said twice, nothing was lost and every acknowledgement was in time', async () => {
  await everythingIsSound(world);
});
