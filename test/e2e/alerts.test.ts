import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everythingIsSound } from './soundness.ts';
import { effectOf, harrowHome, openWorld, placeOf, textOf, told, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T10:30:00Z', catalogue: harrowHome });
});
afterAll(() => world?.stop());

const dataOf = async (id: string, type: string) => (await world.events(id)).findLast((event) => event['detail-type'] === type)?.detail.data;
const incidents = async () => (await world.events()).filter((event) => event['detail-type'] === 'IncidentDeclared').length;

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

  test('the same again is counted, and another alert of that service is a report', async () => {
    expect((await world.raises('checkout', { summary: 'Error rate over 6 %' })).body).toMatchObject({ became: 'counted', incident: id });
    const other = await world.raises('checkout-latency', { summary: 'p99 over 3 s', component: 'checkout' });
    expect(other.body).toMatchObject({ became: 'report', incident: id });
    await world.settle();
    expect(await dataOf(id, 'IncidentReported')).toMatchObject({ reported_by: 'monitor:prometheus', facts: { reports: 2 } });
    const room = await world.roomOf(id);
    expect((await world.messages(room.id)).some(({ text }) => text.startsWith('*prometheus* reports it too: p99 over 3 s'))).toBe(true);
  });

  test('one of two is over: it stays open and says so', async () => {
    expect((await world.clears('checkout-latency')).status).toBe(202);
    await world.settle();
    const room = await world.roomOf(id);
    const said = (await world.messages(room.id)).find((message) => effectOf(message)?.endsWith('/cleared'));
    expect(said?.text).toContain('*prometheus* no longer sees it. Another alert is not over.');
    expect(await world.story(id)).not.toContain('IncidentResolved');
  });

  test('the last one is over and nobody has touched it: it resolves by itself, and nobody is asked any more', async () => {
    await world.clears('checkout');
    await world.settle();
    const resolved = (await world.events(id)).find((event) => event['detail-type'] === 'IncidentResolved')?.detail;
    expect(resolved).toMatchObject({ actor: { type: 'system' }, data: { by: 'monitor:prometheus', fix_kind: 'by_itself' } });
    expect(await world.timersOf(id)).toEqual([]);
    const room = await world.roomOf(id);
    expect(textOf((await world.said(room.id, `${id}/card`))[0]?.blocks)).toContain('it went away by itself');
  });

  test('it comes again: the same incident is open again, and people are asked afresh', async () => {
    const before = await incidents();
    const again = await world.raises('checkout', { summary: 'Error rate over 5 %', severity: 'critical' });
    expect(again.body).toMatchObject({ became: 'report', incident: id });
    await world.settle();
    expect(await incidents()).toBe(before);
    expect((await world.events(id)).find((event) => event['detail-type'] === 'IncidentReopened')?.detail).toMatchObject({
      actor: { type: 'system' },
      data: { by: 'monitor:prometheus', facts: { reopen_count: 1 } },
    });
    const room = await world.roomOf(id);
    expect((await world.messages(room.id)).some(({ text }) => text.startsWith('*prometheus* opened it again'))).toBe(true);
    expect(await world.timersOf(id)).not.toEqual([]);
  });

  test('somebody takes it, and what it is then is theirs to say', async () => {
    await world.types('@toby', `ack ${id}`);
    const since = (await world.story(id)).length;
    await world.clears('checkout');
    await world.clears('checkout');
    await world.settle();
    const story = (await world.story(id)).slice(since);
    expect(story.filter((type) => type === 'IncidentAlertCleared')).toHaveLength(1);
    expect(story).not.toContain('IncidentResolved');
    const room = await world.roomOf(id);
    expect((await world.messages(room.id)).some(({ text }) => text.includes('It stays open until one of you says that it is over'))).toBe(
      true,
    );
    await world.types('@toby', `cancel ${id} a test`);
  });
});

describe('An alert that leads nowhere', () => {
  const waiting = async () => (await world.messages('#incidents-unrouted')).filter((message) => effectOf(message)?.endsWith('/unplaced'));
  const placeAt = async (channel: string, ts = '') => ({ channel: (await world.channel(channel)).id, ts });

  test('declares nothing, is said aloud once, and is counted', async () => {
    const before = await incidents();
    for (let times = 1; times <= 3; times++)
      expect((await world.raises('giftcards-5xx', { summary: '<!channel> *bad* things' })).body).toMatchObject({
        became: 'unplaced',
        incident: null,
      });
    await world.settle();
    expect(await incidents()).toBe(before);
    const [said, ...more] = await waiting();
    expect(more).toEqual([]);
    expect(textOf(said?.blocks)).toContain('*giftcards-5xx* of *prometheus* belongs to no service that I know. Nobody has been asked.');
    expect(said?.text).not.toContain('<!channel>');
    const list = await world.types('@lena', 'alerts');
    expect(told(list)).toContain('came 3 times');
  });

  test('"belongs to…" makes its key a name of the service, and what still goes on is declared at once', async () => {
    const [said] = await waiting();
    const place = await placeAt('incidents-unrouted', said?.ts);
    const { options } = await world.searches('@lena', place, 'place-alert', 'gift card');
    const chosen = options.find(({ value }) => value.endsWith(' gift-card-api'))?.value;
    const answer = await world.presses('@lena', place, 'place-alert', { option: chosen });
    const id = /INC-\d+/.exec(told(answer))?.[0] ?? '';
    await world.settle();
    expect((await world.events(id))[0]?.detail).toMatchObject({ service_id: 'gift-card-api', data: { reported_by: 'monitor:prometheus' } });
    expect(textOf((await waiting())[0]?.blocks)).toContain('belongs to gift-card-api, says <@U0LENA>');
    expect((await world.raises('giftcards-5xx', { summary: 'again' })).body).toMatchObject({ became: 'counted', incident: id });
    await world.types('@lena', `cancel ${id} a test`);
    await world.clears('giftcards-5xx');
    expect((await world.raises('giftcards-5xx', { summary: 'anew' })).body).toMatchObject({ became: 'counted', incident: id });
    await world.passes(31 * 60);
    expect((await world.raises('giftcards-5xx', { summary: 'still' })).body).toMatchObject({ became: 'incident' });
  });

  test('it can be said to belong elsewhere, and what it declares then is there', async () => {
    const [said] = await waiting();
    const place = await placeAt('incidents-unrouted', said?.ts);
    const before = String((await world.raises('giftcards-5xx', { summary: 'still' })).body.incident);
    const { options } = await world.searches('@lena', place, 'place-alert', 'checkout');
    const chosen = options.find(({ value }) => value.endsWith(' checkout'))?.value;
    expect(told(await world.presses('@lena', place, 'place-alert', { option: chosen }))).toContain(`*${before}* is about it.`);
    await world.settle();
    expect(textOf((await waiting())[0]?.blocks)).toContain('belongs to checkout, says <@U0LENA>');
    await world.types('@lena', `cancel ${before} it is another service`);
    await world.clears('giftcards-5xx');
    await world.passes(31 * 60);
    const after = String((await world.raises('giftcards-5xx', { summary: 'elsewhere' })).body.incident);
    await world.settle();
    expect((await world.events(after))[0]?.detail).toMatchObject({ service_id: 'checkout' });
    const room = await world.roomOf(after);
    const [card] = await world.said(room.id, `${after}/card`);
    const noise = await world.presses('@lena', { channel: room.id, ts: card?.ts ?? '' }, 'judge-alert');
    expect(told(noise)).toContain('It is noise from here on');
    expect((await world.raises('giftcards-5xx', { summary: 'elsewhere' })).body).toMatchObject({ became: 'noise' });
    await world.presses('@lena', placeOf(await world.types('@lena', 'alerts')), 'judge-alert');
    expect((await world.raises('giftcards-5xx', { summary: 'elsewhere' })).body).toMatchObject({ became: 'counted', incident: after });
    await world.types('@lena', `cancel ${after} a test`);
  });

  test('noise is counted and asks nobody, until somebody says that it is none', async () => {
    await world.raises('disk-of-the-fax', { summary: 'Disk full' });
    await world.settle();
    const [, said] = await waiting();
    const place = await placeAt('incidents-unrouted', said?.ts);
    await world.presses('@lena', place, 'judge-alert');
    expect((await world.raises('disk-of-the-fax', { summary: 'Disk full' })).body).toMatchObject({ became: 'noise' });
    await world.settle();
    expect(textOf((await waiting())[1]?.blocks)).toContain('is noise, says <@U0LENA>. It is counted, and nobody is asked.');
    const list = await world.types('@lena', 'alerts');
    expect(told(list)).toContain('came 2 times');
    await world.presses('@lena', placeOf(list), 'judge-alert');
    await world.settle();
    expect(textOf((await waiting())[1]?.blocks)).toContain('belongs to no service');
  });
});

describe('CloudWatch', () => {
  const alarm = (value: string) =>
    world.ask('POST', '/aws-events', {
      bus: 'default',
      source: 'aws.cloudwatch',
      'detail-type': 'CloudWatch Alarm State Change',
      resources: ['arn:aws:cloudwatch:eu-west-1:123456789012:alarm:till'],
      detail: { alarmName: 'till', state: { value, reason: 'Threshold crossed' }, configuration: { description: 'Tills are slow' } },
    });

  test('an alarm declares, comes twice without harm, and is over by itself', async () => {
    const before = await incidents();
    await alarm('INSUFFICIENT_DATA');
    await alarm('ALARM');
    await world.settle();
    await alarm('ALARM');
    await world.settle();
    expect(await incidents()).toBe(before + 1);
    const declared = (await world.events()).findLast((event) => event['detail-type'] === 'IncidentDeclared')?.detail;
    expect(declared?.data).toMatchObject({ reported_by: 'monitor:cloudwatch', severity: 'sev2' });
    await alarm('OK');
    await world.settle();
    expect(await world.story(declared?.aggregate.id ?? '')).toContain('IncidentResolved');
  });
});

describe('What is not right is refused, and says why', () => {
  const trigger = { event_action: 'trigger', dedup_key: 'checkout', payload: { summary: 'x', source: 'y', severity: 'error' } };
  test.each([
    ['a wrong secret', () => world.signs('/alerts/prometheus', trigger, { secret: 'another' }), 401],
    ['an unknown source', () => world.signs('/alerts/nobody', trigger), 401],
    ['a signature of ten minutes ago', () => world.signs('/alerts/prometheus', trigger, { ageSeconds: 600 }), 401],
    ['no JSON', () => world.signs('/alerts/prometheus', 'nonsense'), 400],
    ['another severity', () => world.signs('/alerts/prometheus', { ...trigger, payload: { ...trigger.payload, severity: 'high' } }), 400],
    ['no key to resolve', () => world.signs('/alerts/prometheus', { event_action: 'resolve' }), 400],
    ['more than 512 KB', () => world.signs('/alerts/prometheus', { ...trigger, client: 'x'.repeat(600_000) }), 413],
  ])('%s', async (_, send, status) => {
    const before = await incidents();
    const answer = await send();
    expect(answer.status).toBe(status);
    expect(String(answer.body.message).length).toBeGreaterThan(10);
    expect(await incidents()).toBe(before);
  });
});

test('nothing was said twice, nothing was lost and every acknowledgement was in time', async () => {
  await everythingIsSound(world);
});
