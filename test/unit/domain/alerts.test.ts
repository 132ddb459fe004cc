import { describe, expect, test } from 'vitest';
import { alertRef } from '#domain/alert/alert';
import { AlertId } from '#domain/alert/alert-id';
import { type IncidentId, incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import { headRef, type Ref } from '#domain/records';
import { acknowledgeIncident } from '#features/acknowledge-incident/decide';
import { cancelIncident } from '#features/cancel-incident/decide';
import { duplicateIncident } from '#features/duplicate-incident/decide';
import { countDuplicate } from '#features/duplicate-incident/report';
import { resolveIncident } from '#features/resolve-incident/decide';
import type { Said } from '#features/take-alert/read';
import { takeAlert } from '#features/take-alert/take';
import { asha, harrowHome, hasPerson, member, monitor, plus, type Stage, tuesday } from '#test/builders';

const idOf = (key: string) => AlertId.parse(`ALERT-${Buffer.from(key).toString('hex').padStart(32, '0').slice(-32)}`);
const load = async <Value>({ records }: Stage, ref: Ref<Value>) => (await records.load([ref] as Ref<unknown>[]))[0]?.value as Value;
const incident = (stage: Stage, id: unknown) => load(stage, headRef(incidents, id as 'INC-1'));

/** A monitor that watches the service Bedroom. */
const watching = (stage: Stage) => {
  const take = (said: Said) => takeAlert(stage, monitor, idOf(said.key), said);
  return {
    raises: (key = 'beds', more: object = {}) =>
      take({ act: 'trigger', key, summary: 'Beds are broken', severity: 'sev2', names: [key, 'bedroom'], ...more }),
    clears: (key = 'beds', more: object = {}) => take({ act: 'resolve', key, ...more }),
    alert: (key = 'beds') => load(stage, alertRef(idOf(key))),
  };
};

describe('A thousand alerts of one service, each with a key of its own', () => {
  test('leave its incident small enough to be worked on, and no machine ends it', { timeout: 60_000 }, async () => {
    const stage = await harrowHome();
    await hasPerson(stage, asha, member);
    const { raises, clears, alert } = watching(stage);
    const keys = Array.from({ length: 1000 }, (_, n) => `beds ${n}`);
    for (const key of keys) expect(await raises(key)).toMatchObject({ incident: 'INC-1' });
    expect(await alert('beds 999')).toMatchObject({ incident: 'INC-1', firing: true });
    const { value, version } = (await stage.records.load([headRef(incidents, 'INC-1')] as Ref<unknown>[]))[0] ?? { value: 0, version: 0 };
    expect(JSON.stringify(value).length).toBeLessThan(8 * 1024);
    expect(value).toMatchObject({ moreAlerts: true });
    expect(version).toBeLessThan(110);

    for (const key of keys) await clears(key);
    expect(await incident(stage, 'INC-1')).toMatchObject({ state: 'declared', alerts: [] });
    const act = { by: asha, inRoom: true, at: plus(tuesday, 5) };
    await perform(stage, incidents, 'INC-1', acknowledgeIncident, act);
    const ended = await perform(stage, incidents, 'INC-1', resolveIncident, {
      ...act,
      fix: 'permanent',
      how: 'Mended',
      howId: 'how',
    });
    expect(ended.state).toMatchObject({ state: 'resolved', touched: true });
  });
});

/** Bedroom is watched, and Asha answers. */
async function watched() {
  const stage = await harrowHome();
  await hasPerson(stage, asha, member);
  const at = (minutes: number) => stage.setTime(plus(tuesday, minutes));
  const by = () => ({ by: asha, inRoom: true, at: stage.now() });
  const resolve = (id: IncidentId) =>
    perform(stage, incidents, id, resolveIncident, { ...by(), fix: 'permanent', how: 'Mended', howId: 'how' });
  const cancel = (id: IncidentId) => perform(stage, incidents, id, cancelIncident, { ...by(), reason: 'A test', reasonId: 'why' });
  const duplicate = async (one: IncidentId, of: IncidentId | null) => {
    await perform(stage, incidents, one, duplicateIncident, { ...by(), of });
    if (of) await perform(stage, incidents, of, countDuplicate, { at: stage.now(), by: asha, duplicate: one });
  };
  return { ...watching(stage), stage, at, resolve, cancel, duplicate, incident: (id: IncidentId) => incident(stage, id) };
}

describe('The same alert comes and goes', () => {
  test('what went away by itself is opened again, and does not go away by itself a second time', async () => {
    const { raises, clears, at, incident, alert } = await watched();
    await raises();
    at(1);
    await clears();
    expect(await incident('INC-1')).toMatchObject({ state: 'resolved' });
    at(20);
    expect(await raises()).toEqual({ became: 'report', incident: 'INC-1' });
    expect(await incident('INC-1')).toMatchObject({ state: 'declared', reopened: [plus(tuesday, 20)], touched: false, reports: 2 });
    expect(await alert()).toMatchObject({ firing: true, raised: 2, incident: 'INC-1' });
    at(21);
    await clears();
    expect(await incident('INC-1')).toMatchObject({ state: 'declared', alerts: [] });
    at(22);
    expect(await raises()).toEqual({ became: 'report', incident: 'INC-1' });
    expect(await incident('INC-1')).toMatchObject({ state: 'declared', reopened: [plus(tuesday, 20)] });
  });

  test('after half an hour it is another incident', async () => {
    const { raises, clears, at } = await watched();
    await raises();
    await clears();
    at(31);
    expect(await raises()).toEqual({ became: 'incident', incident: 'INC-2' });
  });

  test('what is still open gets it, whatever its age', async () => {
    const { raises, clears, at } = await watched();
    await raises();
    await raises('other');
    await clears();
    at(300);
    expect(await raises()).toEqual({ became: 'report', incident: 'INC-1' });
    expect(await raises()).toEqual({ became: 'counted', incident: 'INC-1' });
  });

  test('what a person has just called a false alarm is counted, and nothing else; later it is another incident', async () => {
    const { raises, clears, cancel, at, incident, alert } = await watched();
    await raises();
    await cancel('INC-1');
    await clears();
    at(10);
    expect(await raises()).toEqual({ became: 'counted', incident: 'INC-1' });
    expect(await raises()).toEqual({ became: 'counted', incident: 'INC-1' });
    expect(await incident('INC-1')).toMatchObject({ state: 'cancelled', reports: 1 });
    expect(await alert()).toMatchObject({ firing: true, raised: 2 });
    at(31);
    expect(await raises()).toEqual({ became: 'incident', incident: 'INC-2' });
  });

  test('what a person has just resolved is not opened again by what never ceased', async () => {
    const { raises, resolve, at, incident } = await watched();
    await raises();
    await resolve('INC-1');
    at(10);
    expect(await raises()).toEqual({ became: 'counted', incident: 'INC-1' });
    expect(await incident('INC-1')).toMatchObject({ state: 'resolved', reports: 1 });
  });

  test('it is by what had ceased and is there again: a monitor may say that once only, and nobody else would be asked', async () => {
    const { raises, clears, resolve, at, incident } = await watched();
    await raises();
    await resolve('INC-1');
    await clears();
    at(10);
    expect(await raises()).toEqual({ became: 'report', incident: 'INC-1' });
    expect(await incident('INC-1')).toMatchObject({ state: 'declared', generation: 2, reopened: [plus(tuesday, 10)], reports: 2 });
    expect(await raises()).toEqual({ became: 'counted', incident: 'INC-1' });
  });

  test('of many who say so at once, one is heard', async () => {
    const { raises, clears, incident } = await watched();
    await raises();
    await clears();
    const answers = await Promise.all(Array.from({ length: 10 }, () => raises()));
    expect(new Set(answers.map(({ incident: id }) => id))).toEqual(new Set(['INC-1']));
    expect(await incident('INC-1')).toMatchObject({ state: 'declared', reports: 2, reopened: [tuesday] });
  });
});

describe('An alert whose incident is the same as another', () => {
  test('goes on there, and is over there', async () => {
    const { raises, clears, duplicate, at, incident, alert } = await watched();
    await raises();
    at(40);
    await raises('other');
    await duplicate('INC-2', 'INC-1');
    expect(await raises('other')).toEqual({ became: 'counted', incident: 'INC-1' });
    expect(await raises('a third')).toEqual({ became: 'report', incident: 'INC-1' });
    const before = (await incident('INC-1')) as { alerts: unknown[] };
    expect(before.alerts).toHaveLength(2);
    expect(await clears('other')).toEqual({ became: 'counted', incident: 'INC-1' });
    await clears('other');
    expect(await alert('other')).toMatchObject({ firing: false });
    expect(await incident('INC-1')).toMatchObject({ state: 'declared' });
    at(45);
    expect(await raises('other')).toEqual({ became: 'report', incident: 'INC-1' });
    expect(await alert('other')).toMatchObject({ incident: 'INC-1' });
  });
});

describe('What a monitor says arrives late', () => {
  const told = (seconds: number) => ({ toldAt: plus(tuesday, seconds / 60) });

  test('that it was over before ends nothing that has begun since', async () => {
    const { raises, clears, at, incident, alert } = await watched();
    at(10);
    await raises('beds', told(0));
    await raises('beds', told(60));
    await clears('beds', told(30));
    expect(await incident('INC-1')).toMatchObject({ state: 'declared' });
    expect(await alert()).toMatchObject({ firing: true, toldAt: told(60).toldAt });
    await clears('beds', told(90));
    expect(await incident('INC-1')).toMatchObject({ state: 'resolved' });
  });

  test('that it had begun declares nothing when it is known to be over', async () => {
    const { raises, clears, at } = await watched();
    at(10);
    await clears('beds', told(30));
    expect(await raises('beds', told(0))).toEqual({ became: 'counted', incident: null });
    expect(await raises('beds', told(60))).toEqual({ became: 'incident', incident: 'INC-1' });
  });

  test('that it was over is decided again by whoever saw meanwhile that it goes on', async () => {
    const { raises, clears, at, incident, alert } = await watched();
    at(10);
    await raises('beds', told(0));
    await Promise.all([raises('beds', told(60)), clears('beds', told(30)), raises('beds', told(61)), clears('beds', told(31))]);
    expect(await incident('INC-1')).toMatchObject({ state: 'declared' });
    expect(await alert()).toMatchObject({ firing: true, incident: 'INC-1' });
  });

  test('nor when it was over twice', async () => {
    const { raises, clears, at, incident } = await watched();
    at(10);
    await raises('beds', told(0));
    await clears('beds', told(30));
    await clears('beds', told(90));
    expect(await raises('beds', told(60))).toEqual({ became: 'counted', incident: 'INC-1' });
    expect(await incident('INC-1')).toMatchObject({ state: 'resolved' });
  });

  test('a clock that is ahead silences nobody', async () => {
    const { raises, clears, at } = await watched();
    await clears('beds', told(999_999));
    at(1);
    expect(await raises('beds', told(60))).toEqual({ became: 'incident', incident: 'INC-1' });
  });

  test('a flood of repetitions with times of their own is written once in ten seconds', async () => {
    const { raises, at, stage } = await watched();
    at(10);
    for (let second = 0; second < 30; second++) await raises('beds', told(second));
    const [head] = await stage.records.load([alertRef(idOf('beds'))] as Ref<unknown>[]);
    expect(head).toMatchObject({ version: 3, value: { raised: 1, toldAt: told(20).toldAt } });
  });
});
