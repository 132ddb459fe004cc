import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { loadCatalogue, readCatalogue } from '../../functions/handlers/catalogue.ts';
import { everythingIsSound } from './soundness.ts';
import { harrowHome, openWorld, type World } from './world.ts';

/** Harrow Home, whose Team Checkout has pagers of its own. */
const withPagers = readFileSync(harrowHome, 'utf8')
  .replace(
    '  - slug: team-checkout\n',
    '  - slug: team-checkout\n    pagers: [{ pagerduty: checkout }, { webhook: "https://pager.example.com/muster" }]\n',
  )
  .replace('{ id: U0TOBY,', '{ id: U0TOBY, pagerduty: PTOBY01,');

let world: World;
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T10:30:00Z', catalogue: harrowHome });
  const { records } = await world.store();
  const at = await world.now();
  await loadCatalogue({ records, now: () => at }, readCatalogue(withPagers));
  await world.settle();
});
afterEach(() => world?.calm());
afterAll(() => world?.stop());

/** Another alert, since the one before would open its incident again. */
const raisesAnew = async (summary: string): Promise<string> =>
  String((await world.raises(summary, { summary, severity: 'critical', component: 'checkout' })).body.incident);
const pagesOf = async (id: string) =>
  (await world.pages()).filter(({ body }) => String(body.dedup_key ?? body.incident).split('/')[0] === id);
const actsOf = async (id: string, pager = 'pagerduty') =>
  (await pagesOf(id)).filter((page) => page.pager === pager).map(({ body }) => body.event_action ?? body.event);

describe('A team has pagers of its own', () => {
  let id = '';
  test('both are called beside Slack, under the key of the incident', async () => {
    id = String((await world.raises('checkout', { summary: 'Error rate over 5 %', severity: 'critical' })).body.incident);
    await world.settle();
    const [first, second] = (await pagesOf(id)).sort((a, b) => a.pager.localeCompare(b.pager));
    expect(first).toMatchObject({
      pager: 'pagerduty',
      to: 'events.pagerduty.com/v2/enqueue',
      body: {
        routing_key: 'sandbox0routing0key0of0checkout0',
        event_action: 'trigger',
        dedup_key: id,
        payload: {
          summary: `${id} · SEV1 · Checkout: Error rate over 5 %`,
          severity: 'critical',
          source: 'checkout',
          group: 'team-checkout',
        },
      },
    });
    expect(second).toMatchObject({
      pager: 'webhook',
      to: 'pager.example.com/muster',
      body: { event: 'trigger', incident: id, severity: 'sev1' },
    });
    const { 'x-muster-timestamp': at, 'x-muster-signature': signature } = second?.headers ?? {};
    const signed = createHmac('sha256', 'sandbox-webhook-secret')
      .update(`v1:${at}:${JSON.stringify(second?.body)}`)
      .digest('hex');
    expect(signature).toBe(`v1=${signed}`);
    const told = (await world.events(id)).filter((event) => event['detail-type'] === 'IncidentTeamPaged').map(({ detail }) => detail.data);
    expect(told).toHaveLength(2);
    for (const data of told) expect(data).toMatchObject({ team_id: 'team-checkout', outcome: 'delivered' });
    expect((await world.inbox('@toby')).messages.some(({ text }) => text.startsWith(id))).toBe(true);
  });

  test('whoever answers in PagerDuty has it here, once, and no ladder goes on', async () => {
    expect((await world.answersPage(id, 'PTOBY01', '01EVENT')).status).toBe(202);
    expect((await world.answersPage(id, 'PTOBY01', '01EVENT')).status).toBe(202);
    await world.settle();
    const story = await world.story(id);
    expect(story.filter((type) => type === 'IncidentAcknowledged')).toHaveLength(1);
    const taken = (await world.events(id)).find((event) => event['detail-type'] === 'IncidentAcknowledged');
    expect(taken?.detail.actor).toEqual({ type: 'user', user_id: 'U0TOBY' });
    expect(await world.timersOf(id)).not.toContain(`${id}-ladder-1-g1`);
    expect(await actsOf(id)).toEqual(['trigger', 'acknowledge']);
    expect(await actsOf(id, 'webhook')).toEqual(['trigger', 'acknowledge']);
  });

  test('given back, it is another alert there; the one before ends', async () => {
    await world.types('@toby', `unack ${id}`);
    await world.settle();
    const keys = (await pagesOf(id))
      .filter(({ pager }) => pager === 'pagerduty')
      .map(({ body }) => `${body.event_action} ${body.dedup_key}`);
    expect(keys.slice(2).sort()).toEqual([`resolve ${id}`, `trigger ${id}/2`]);
  });

  test('an answer to the question before, come late, makes nobody have it and says nothing', async () => {
    const before = await world.story(id);
    expect((await world.answersPage(id, 'PTOBY01', '01LATE')).status).toBe(202);
    expect((await world.answersPage(id, 'PNOBODY', '02LATE')).status).toBe(202);
    await world.settle();
    expect(await world.story(id)).toEqual(before);
    expect((await world.answersPage(`${id}/2`, 'PTOBY01', '03INTIME')).status).toBe(202);
    await world.settle();
    expect((await world.story(id)).slice(before.length)).toEqual(['IncidentAcknowledged']);
  });

  test('and resolved here it is over there', async () => {
    await world.types('@toby', `resolve ${id} permanent rolled back`);
    await world.settle();
    const last = (await pagesOf(id)).filter(({ pager }) => pager === 'pagerduty').at(-1)?.body;
    expect(last).toMatchObject({ event_action: 'resolve', dedup_key: `${id}/2` });
  });
});

describe('Somebody answers in PagerDuty whom nobody knows here', () => {
  test('it is said aloud, and the others are asked until a person takes it', async () => {
    const id = await raisesAnew('Again');
    await world.settle();
    expect((await world.answersPage(id, 'PNOBODY', '02EVENT')).status).toBe(202);
    await world.settle();
    const room = await world.roomOf(id);
    expect((await world.messages(room.id)).some(({ text }) => text.includes('Somebody answered in *pagerduty*'))).toBe(true);
    expect(await world.timersOf(id)).toContain(`${id}-ladder-1-g1`);
    await world.types('@toby', `cancel ${id} a test`);
    await world.settle();
    expect(await actsOf(id)).toEqual(['trigger', 'resolve']);
  });

  test('a hook that is not signed changes nothing, and one of somebody else says nothing', async () => {
    expect((await world.answersPage('INC-1', 'PTOBY01', '03EVENT', 'another')).status).toBe(401);
    expect((await world.answersPage('not-ours', 'PTOBY01', '04EVENT')).status).toBe(202);
  });
});

describe('Slack itself is down', () => {
  test('an alert still pages, the record is complete, and everything owed arrives when Slack is back', async () => {
    await world.faults({ on: 'slack:*', do: 'http', status: 503 });
    const id = await raisesAnew('Payments fail');
    await world.passes(60);
    expect(await actsOf(id)).toEqual(['trigger']);
    expect((await world.channels()).some(({ name }) => name?.startsWith(`${id.toLowerCase()}-`))).toBe(false);
    expect(await world.story(id)).toEqual(expect.arrayContaining(['IncidentDeclared', 'IncidentRouted', 'IncidentTeamPaged']));
    await world.calm();
    await world.passes(10 * 60);
    const room = await world.roomOf(id);
    expect(await world.said(room.id, `${id}/card`)).toHaveLength(1);
    expect(await world.peopleIn(room.id)).toContain('toby');
    expect((await world.inbox('@toby')).messages.some(({ text }) => text.startsWith(id))).toBe(true);
    expect(await actsOf(id)).toEqual(['trigger']);
    await world.types('@toby', `ack ${id}`);
    await world.settle();
    expect(await actsOf(id)).toEqual(['trigger', 'acknowledge']);
    await world.types('@toby', `cancel ${id} a test`);
    await world.settle();
  });
});

describe('PagerDuty', () => {
  test('is down: it is called again, once it is back', async () => {
    await world.faults({ on: 'pager:pagerduty', do: 'http', status: 503, times: 2 });
    const id = await raisesAnew('Slow');
    await world.passes(30);
    expect(await actsOf(id)).toEqual(['trigger']);
    await world.types('@toby', `cancel ${id} a test`);
    await world.settle();
  });

  test('refuses: it is said aloud where people look', async () => {
    await world.faults({ on: 'pager:pagerduty', do: 'error', code: 'invalid', times: 1 });
    const id = await raisesAnew('Refused');
    await world.settle();
    const room = await world.roomOf(id);
    expect(
      (await world.messages(room.id)).some(({ text }) => text.includes('PagerDuty of team-checkout refused the page (http_400)')),
    ).toBe(true);
    expect((await world.messages('#muster-ops')).some(({ text }) => text.includes('refused the page'))).toBe(true);
  });
});

test('nothing was said twice, nothing was lost and every acknowledgement was in time', async () => {
  await everythingIsSound(world);
});
