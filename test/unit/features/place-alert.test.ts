import { describe, expect, test } from 'vitest';
import { alertRef, alerts } from '#domain/alert/alert';
import { putOnRecord } from '#domain/alert/raising';
import { viewOf } from '#domain/alert/view';
import { serviceId } from '#domain/keys';
import { perform } from '#domain/perform';
import type { Ref } from '#domain/records';
import { descriptionOf, namedRef, services } from '#domain/service/service';
import { card } from '#features/place-alert/card';
import { judgeAlert, nameService, placeAlert } from '#features/place-alert/decide';
import {
  anAlert,
  anUnplacedAlert,
  aService,
  aStage,
  hasPerson,
  hasService,
  keepsService,
  member,
  type Stage,
  slug,
  tom,
  tuesday,
} from '#test/builders';

const sleep = aService({ slug: slug('sleep'), name: 'Sleep' });

async function twoServices(more: Parameters<typeof aService>[0] = {}) {
  const stage = aStage();
  await hasPerson(stage, tom, member);
  await hasService(stage, aService(more));
  await hasService(stage, sleep);
  return stage;
}
const belongs = (stage: Stage, to: string, key = 'giftcards-5xx') =>
  perform(stage, services, serviceId(to), nameService, { by: tom, at: tuesday, key });
const leadsTo = async ({ records }: Stage, name: string) => (await records.load([namedRef(name)] as Ref<unknown>[]))[0]?.value;
const registered = (stage: Stage, more: Parameters<typeof aService>[0]) => keepsService(stage, descriptionOf(aService(more)));

describe('What a monitor calls a thing', () => {
  test('can be said to belong to another service, and to the first one again', async () => {
    const stage = await twoServices();
    await belongs(stage, 'bedroom');
    await belongs(stage, 'sleep');
    expect(await leadsTo(stage, 'giftcards-5xx')).toEqual({ service: 'sleep' });
    expect((await belongs(stage, 'bedroom')).state).toMatchObject({ alertKeys: ['giftcards-5xx'] });
    expect(await leadsTo(stage, 'giftcards-5xx')).toEqual({ service: 'bedroom' });
    expect((await belongs(stage, 'bedroom')).events).toEqual([]);
  });

  test.each([
    ['slug', 'bedroom', {}],
    ['alias', 'beds', { aliases: ['Beds'] }],
    ['alias and alert key', 'beds', { aliases: ['Beds'], alertKeys: ['beds'] }],
  ])('stays where it is when it is the %s of a service', async (_, key, more) => {
    const stage = await twoServices(more);
    await expect(belongs(stage, 'sleep', key)).rejects.toMatchObject({ code: 'name_taken' });
    await expect(registered(stage, { ...sleep, alertKeys: [key] })).rejects.toMatchObject({ code: 'name_taken' });
    expect(await leadsTo(stage, key)).toEqual({ service: 'bedroom' });
  });

  test('moves by the catalogue too', async () => {
    const stage = await twoServices({ alertKeys: ['beds-5xx'] });
    await registered(stage, { ...sleep, alertKeys: ['beds-5xx'] });
    expect(await leadsTo(stage, 'beds-5xx')).toEqual({ service: 'sleep' });
  });

  test('belongs to one of two who are named at the same time', async () => {
    const stage = await twoServices();
    await Promise.all([belongs(stage, 'bedroom'), belongs(stage, 'sleep')]);
    expect([{ service: 'bedroom' }, { service: 'sleep' }]).toContainEqual(await leadsTo(stage, 'giftcards-5xx'));
  });
});

test('what was said of an alert can be said otherwise', async () => {
  const stage = await twoServices();
  const shown = async () => {
    const [head] = await stage.records.load([alertRef(anAlert)] as Ref<unknown>[]);
    const alert = alerts.state.parse(head?.value);
    if (alert.state === 'none') throw new Error('There is no alert');
    return JSON.stringify(card(viewOf(anAlert, alert, head?.words ?? {})).blocks);
  };
  await perform(stage, alerts, anAlert, putOnRecord, anUnplacedAlert(tuesday));
  const by = { by: tom, at: tuesday };
  await perform(stage, alerts, anAlert, placeAlert, { ...by, service: slug('bedroom') });
  expect(await shown()).toMatch(/belongs to bedroom.*Belongs to….*"Noise"/);
  await perform(stage, alerts, anAlert, placeAlert, { ...by, service: slug('sleep') });
  expect(await shown()).toContain('belongs to sleep');
  await perform(stage, alerts, anAlert, judgeAlert, { ...by, noise: true });
  expect(await shown()).toContain('Not noise');
});
