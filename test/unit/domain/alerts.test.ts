import { describe, expect, test } from 'vitest';
import { alertRef } from '#domain/alert/alert';
import { AlertId } from '#domain/alert/alert-id';
import { incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import { headRef, type Ref } from '#domain/records';
import { acknowledgeIncident } from '#features/acknowledge-incident/decide';
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
