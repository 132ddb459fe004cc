import { describe, expect, test } from 'vitest';
import { pagerDutyEvent } from '#adapters/pager/pagerduty';
import { type Alert, alertRef, alerts } from '#domain/alert/alert';
import { putOnRecord, raisePlaced } from '#domain/alert/raising';
import { perform } from '#domain/perform';
import { placeAlert } from '#features/place-alert/decide';
import { clearOnIncident } from '#features/take-alert/decide';
import { readAlarm, readEvent } from '#features/take-alert/read';
import {
  anAlert,
  anUnplacedAlert,
  aService,
  aStage,
  declared,
  given,
  happened,
  hasPerson,
  hasService,
  inc311,
  member,
  monitor,
  plus,
  teamSlug,
  tom,
  tuesday,
} from '#test/builders';

const nothing = {};
const raisedByMonitor = declared({ by: monitor, reportedBy: monitor, alert: anAlert });
const clear = (...events: Parameters<typeof given>) =>
  clearOnIncident.decide(
    given(...events),
    { raised: { state: 'none' } },
    { at: tuesday, by: monitor, alert: anAlert, elsewhere: false, how: 'It is over', howId: 'how' },
    { id: inc311, versions: { raised: 0 } },
  );
const types = (decision: ReturnType<typeof clear>) => (Array.isArray(decision) ? decision : decision.events).map(({ type }) => type);

describe('An alert that is over', () => {
  test('ends what nobody has touched', () => {
    expect(types(clear(raisedByMonitor))).toEqual(['IncidentAlertCleared', 'IncidentResolved']);
  });
  test.each([
    ['somebody has it', happened('IncidentAcknowledged', {})],
    ['somebody said something', happened('IncidentNoted', { textId: 'note', happenedAt: tuesday })],
  ])('ends nothing once %s', (_, touched) => {
    expect(types(clear(raisedByMonitor, touched))).toEqual(['IncidentAlertCleared']);
  });
  test('is no news the second time, nor for what a person declared', () => {
    expect(types(clear(raisedByMonitor, happened('IncidentAlertCleared', { by: monitor, alert: anAlert })))).toEqual([]);
    expect(types(clear(declared()))).toEqual([]);
  });
});

test('whoever is second to put an alert on record changes nothing', () => {
  const put = (alert: Alert, episode: number) => {
    const decision = putOnRecord.decide(alert, nothing, anUnplacedAlert(plus(tuesday, 1), { episode }), { id: anAlert, versions: {} });
    return Array.isArray(decision) ? decision : decision.events;
  };
  const once = put({ state: 'none' }, 1).reduce(alerts.evolve, alerts.initial);
  expect(once).toMatchObject({ firing: true, raised: 1, noise: false });
  expect(put(once, 1)).toEqual([]);
  expect(put(once, 2).reduce(alerts.evolve, once)).toMatchObject({ raised: 2 });
});

test('what was placed and still fires is declared though whoever placed it was cut off, and once', async () => {
  const stage = aStage();
  await hasPerson(stage, tom, member);
  const service = aService();
  await hasService(stage, service);
  const placed = { by: tom, at: tuesday, service: service.slug };
  const incident = async () => (await stage.records.load([alertRef(anAlert)]))[0]?.value;
  await perform(stage, alerts, anAlert, putOnRecord, anUnplacedAlert(tuesday));
  await raisePlaced(stage, anAlert);
  expect(await incident()).toMatchObject({ incident: null, raised: 1 });
  await perform(stage, alerts, anAlert, placeAlert, placed);
  await raisePlaced(stage, anAlert);
  await raisePlaced(stage, anAlert);
  expect(await incident()).toMatchObject({ incident: 'INC-1', raised: 2 });
});

describe('What machines send', () => {
  test('is refused by field', () => {
    expect(readEvent({ event_action: 'trigger', payload: { summary: '', source: 'x', severity: 'high' } })).toMatchObject({
      errors: [expect.stringContaining('payload.summary'), expect.stringContaining('payload.severity')],
    });
    expect(readEvent(null)).toHaveProperty('errors');
  });
  test('leads to a service by its key first', () => {
    const read = readEvent({
      event_action: 'trigger',
      dedup_key: 'k',
      payload: { summary: 's', source: 'host', severity: 'info', component: 'c' },
    });
    expect(read).toMatchObject({ said: { key: 'k', severity: 'sev4', names: ['k', 'c', 'host'] } });
  });
  test('an alarm that knows too little is no news', () => {
    const alarm = (value: string) => readAlarm({ resources: ['arn:x'], detail: { alarmName: 'till', state: { value } } });
    expect([alarm('INSUFFICIENT_DATA'), alarm('OK')?.act, alarm('ALARM')?.act]).toEqual([undefined, 'resolve', 'trigger']);
  });
  test('says when it was so, in any way of writing it; what is no time says none', () => {
    const alarm = (state: object, time?: string) =>
      readAlarm({ resources: ['arn:x'], ...(time && { time }), detail: { alarmName: 'till', state: { value: 'OK', ...state } } })?.toldAt;
    expect(alarm({ timestamp: '2026-03-10T10:00:40.985+0000' }, '2026-03-10T10:00:41Z')).toBe('2026-03-10T10:00:40.985Z');
    expect([alarm({}, '2026-03-10T10:00:41Z'), alarm({})]).toEqual(['2026-03-10T10:00:41.000Z', undefined]);
    const resolve = (payload?: unknown) => readEvent({ event_action: 'resolve', dedup_key: 'k', payload });
    expect(resolve({ timestamp: '2026-03-10T11:00:00+01:00' })).toMatchObject({ said: { toldAt: '2026-03-10T10:00:00.000Z' } });
    for (const payload of [undefined, null, 'soon', { timestamp: 'soon' }, { timestamp: 7 }])
      expect(resolve(payload)).toEqual({ said: { act: 'resolve', key: 'k' } });
  });
});

/** The fields, and which of them must be there, of https://github.com/PagerDuty/api-schema (reference/events-v2/openapiv3.json). */
const published = {
  event: ['payload', 'routing_key', 'event_action', 'dedup_key', 'client', 'client_url', 'links', 'images'],
  payload: ['summary', 'timestamp', 'severity', 'source', 'component', 'group', 'class', 'custom_details'],
};
test.each(['trigger', 'acknowledge', 'resolve'] as const)('what PagerDuty gets on %s is what it publishes', (act) => {
  const { body } = pagerDutyEvent(
    {
      kind: 'pager',
      key: 'k',
      pager: { kind: 'pagerduty', key: 'checkout' },
      team: teamSlug('team-bedroom'),
      generation: 1,
      act,
      dedupKey: 'INC-7',
      severity: 'sev1',
      summary: 'x'.repeat(2000),
      service: null,
    },
    'r'.repeat(32),
  );
  const event = JSON.parse(body) as Record<string, unknown> & { payload?: Record<string, unknown> };
  expect(event).toMatchObject({ routing_key: 'r'.repeat(32), event_action: act, dedup_key: 'INC-7' });
  expect(Object.keys(event).filter((name) => !published.event.includes(name))).toEqual([]);
  expect(Object.keys(event.payload ?? {}).filter((name) => !published.payload.includes(name))).toEqual([]);
  if (act !== 'trigger') return expect(event.payload).toBeUndefined();
  expect(String(event.payload?.summary)).toHaveLength(1024);
  expect(['critical', 'error', 'warning', 'info']).toContain(event.payload?.severity);
  expect(event.payload?.source).toBe('muster');
});
