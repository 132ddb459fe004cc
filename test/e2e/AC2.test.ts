import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { partOfHarrow } from './part-of-harrow.ts';
import { everythingIsSound } from './soundness.ts';
import { buttonsOf, effectOf, harrowHome, numberIn, openWorld, textOf, told, type World } from './world.ts';

/** AC2, the routing part: Saturday, 14 March 2026. Dev is on leave since midnight, nobody swapped, nobody fixed the gap. */
let world: World;
let id = '';
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-14T11:20:00Z', catalogue: harrowHome });
});
afterAll(() => world?.stop());

const secondsAfter = async (at: string) =>
  Math.floor((Date.parse(at) - Date.parse((await world.events(id))[0]?.detail.occurred_at ?? '')) / 1000);
const pages = async (user: string, incident = id) =>
  (await world.inbox(user)).messages.filter(({ metadata }) => metadata?.event_payload.effect?.startsWith(`${incident}/page/`));
const sinceMidnight = `since <!date^${Date.parse('2026-03-14T00:00:00Z') / 1000}^{date_short_pretty}, {time}|2026-03-14 00:00 UTC>`;

describe('AC2: the owner team has no on-call', () => {
  test('at 11:20 Tom declares sev2 on lighting, and the lead is asked at once', async () => {
    id = numberIn(told(await world.types('@tom', 'declare sev2 lighting: prices of lamps are all zero')));
    await world.settle();
    const story = await world.story(id);
    expect(story.slice(0, 3)).toEqual(['IncidentDeclared', 'IncidentRouted', 'IncidentEscalated']);
    expect(story.slice(3).toSorted()).toEqual(['CalloutRecorded', 'IncidentChannelOpened', 'IncidentPaged']);
    expect((await world.escalations(id)).map(({ at: _, ...one }) => one)).toEqual([
      { rung: 0, role: 'lead', because: 'nobody_on_call', people: ['omar'] },
    ]);
    expect(await secondsAfter((await world.escalations(id))[0]?.at ?? '')).toBeLessThan(60);
    expect(await pages('@omar')).toHaveLength(1);
    expect(textOf((await pages('@omar'))[0]?.blocks)).toContain('You are asked as team lead of Home Products.');
    expect(buttonsOf((await pages('@omar'))[0]?.blocks)).toMatchObject([{ action_id: 'acknowledge-incident', value: id }]);
  });

  test('the record knows whose it is, who was passed over and since when nobody is there', async () => {
    const routed = (await world.events(id)).find((event) => event['detail-type'] === 'IncidentRouted')?.detail.data;
    expect(routed).toMatchObject({
      owner: {
        team_id: 'home-mpt',
        team_type: 'multi_product_team',
        ownership_version: 2,
        support_model: 'ybiyri',
        maintenance_solution: 'multi_product_team',
        lifecycle_state: 'maintenance_mode',
        availability_target: 99,
      },
      in_working_hours: false,
      uncovered_since: '2026-03-14T00:00:00.000Z',
      swarm: ['U0TOM'],
      left_out: [],
      ladder: [
        { role: 'lead', people: ['U0OMAR'] },
        { role: 'management', people: ['U0PRIYA', 'U0LENA', 'U0MALIK', 'U0ROSALIND'] },
      ],
    });
  });

  test('it is said aloud at once: in the channel, on the card, and to Tom', async () => {
    const room = await world.roomOf(id);
    const said = `⚠ Nobody is on call for Home Products ${sinceMidnight}. Asking <@U0OMAR>.`;
    expect((await world.said(room.id, `${id}/nobody-on-call-g1`)).map(({ text }) => text)).toEqual([
      `${said} <@U0TOM>, you are not alone with it.`,
    ]);
    expect(textOf((await world.said(room.id, `${id}/card`))[0]?.blocks)).toContain(`*On call*\n⚠ nobody ${sinceMidnight}`);
    const toTom = (await world.inbox('@tom')).messages.filter(({ text }) => text.startsWith(id));
    expect(toTom.map(({ text }) => text)).toEqual([`${id}: ${said}`]);
    expect(await world.said(room.id, `${id}/on-call-g1`)).toEqual([]);
    expect(await world.peopleIn(room.id)).toEqual(['omar', 'tom']);
  });

  test('five minutes later the product manager and the incident managers are asked', async () => {
    await world.untilAfter(id, 4 * 60 + 50);
    expect(await world.escalations(id)).toHaveLength(1);
    await world.untilAfter(id, 5 * 60 + 5);
    const [, second, ...more] = await world.escalations(id);
    expect(more).toEqual([]);
    expect(second).toMatchObject({
      rung: 1,
      role: 'management',
      because: 'no_acknowledgement',
      people: ['lena', 'malik', 'priya', 'rosalind'],
    });
    expect(Math.abs((await secondsAfter(second?.at ?? '')) - 300)).toBeLessThanOrEqual(2);
    for (const who of ['@priya', '@lena', '@malik', '@rosalind']) expect(await pages(who)).toHaveLength(1);
    expect(await world.peopleIn((await world.roomOf(id)).id)).toEqual(['lena', 'malik', 'omar', 'priya', 'rosalind', 'tom']);
  });

  test('at 11:27 Lena takes it, and nobody else is ever asked', async () => {
    await world.untilAfter(id, 7 * 60);
    const [page] = await pages('@lena');
    await world.presses('@lena', { channel: (await world.inbox('@lena')).channel, ts: page?.ts ?? '' }, 'acknowledge-incident');
    await world.passes(3600);
    expect((await world.roomOf(id)).topic.value).toBe('SEV2 · Lighting · Home Products · <@U0LENA> has it');
    expect((await world.story(id)).filter((type) => type !== 'IncidentUpdateOverdue')).toHaveLength(13);
    // The incident managers are at work on a Saturday; the lead and the product manager are not, and get nothing for it.
    const callouts = (await world.events(id)).filter((event) => event['detail-type'] === 'CalloutRecorded');
    expect(callouts.map(({ detail: { data } }) => [data.person, data.as, data.compensation])).toEqual([
      ['U0OMAR', 'lead', 'none'],
      ['U0PRIYA', 'management', 'none'],
    ]);
    const facts = (await world.events(id)).at(-1)?.detail.data.facts;
    expect(facts).toMatchObject({ acknowledged_by: 'U0LENA', unrouted: false, pages_delivered: 5, pages_refused: 0, reports: 1 });
    expect(Math.abs((facts as { time_to_acknowledge_s: number }).time_to_acknowledge_s - 420)).toBeLessThan(15);
    expect(await world.escalations(id)).toHaveLength(2);
    expect(await world.rungsArmed(id)).toEqual([]);
  });

  test('nobody on leave was paged, called by name or brought in', async () => {
    expect(await pages('@dev')).toEqual([]);
    const room = await world.roomOf(id);
    expect(JSON.stringify(await world.messages(room.id))).not.toContain('U0DEV');
    expect(room.members).not.toContain('U0DEV');
    expect(await world.messages('#incidents-unrouted')).toEqual([]);
  });

  test('where every rung is empty it ends in #incidents-unrouted, and the reporter is told to call someone', async () => {
    for (const user of ['@dorothea', '@wanda', '@lena', '@malik', '@rosalind']) await world.change({ do: 'deactivate', user });
    await world.settle();
    const lost = numberIn(told(await world.types('@tom', 'declare sev1 garden-furniture: nobody is left')));
    await world.settle();
    expect((await world.story(lost)).filter((type) => type === 'IncidentUnrouted' || type === 'IncidentPaged')).toEqual([
      'IncidentUnrouted',
    ]);
    expect((await world.events(lost)).find((event) => event['detail-type'] === 'IncidentUnrouted')?.detail.data).toMatchObject({
      reason: 'nobody_to_ask',
      facts: { unrouted: true, asked: [] },
    });
    const room = await world.roomOf(lost);
    expect((await world.messages('#incidents-unrouted')).map(({ text }) => text)).toEqual([
      `*${lost}* on Garden Furniture has reached nobody. Who can take it? Declared by <@U0TOM>. It is in <#${room.id}>.`,
    ]);
    const toTom = (await world.inbox('@tom')).messages.filter(({ text }) => text.startsWith(lost)).map(({ text }) => text);
    expect(toTom).toContainEqual(expect.stringContaining('Please call someone you know'));
    expect(toTom).toContainEqual(expect.stringContaining('Nobody is on call for Garden Products'));
    await world.passes(3600);
    expect(await world.messages('#incidents-unrouted')).toHaveLength(1);
    expect((await world.story(lost)).filter((type) => type === 'IncidentUnrouted')).toHaveLength(1);
  });

  test('nothing was said twice, nothing was lost and every acknowledgement was in time', async () => {
    await everythingIsSound(world);
  });
});

describe('AC2: the gap was seen long before', () => {
  let before: World;
  beforeAll(async () => {
    const catalogue = join(mkdtempSync(join(tmpdir(), 'muster-gap-')), 'catalogue.yaml');
    writeFileSync(catalogue, stringify(partOfHarrow({ teams: ['home-mpt'], services: ['lighting'] })));
    before = await openWorld({ at: '2026-03-09T03:00:00Z', catalogue });
  });
  afterAll(() => before?.stop());

  const gapsTold = async () =>
    (await before.events('TEAM-home-mpt')).filter((event) => event['detail-type'] === 'OnCallGapDetected').map(({ detail }) => detail.data);
  const hears = async (user: string) => (await before.inbox(user)).messages.filter((message) => effectOf(message)?.includes('/gap-'));
  const gap = { from: '2026-03-14T00:00:00.000Z', to: '2026-03-16T10:00:00.000Z', services: ['lighting'], required: 'domain' };

  test('on Monday the scan tells Omar, and nobody else', async () => {
    await before.until('2026-03-09T03:20:00Z');
    await before.settle();
    expect(await gapsTold()).toEqual([{ ...gap, told: 'lead' }]);
    const [told, ...more] = await hears('@omar');
    expect(more).toEqual([]);
    expect(told?.text).toMatch(
      /^⚠ No one is on call for Home Products .*2026-03-14 00:00 UTC.*2026-03-16 10:00 UTC.*\. Required: domain cover for lighting\.$/,
    );
    expect(buttonsOf(told?.blocks).map(({ text }) => text?.text)).toEqual(['Rota', 'Somebody stands in', 'Swap']);
    expect(await hears('@priya')).toEqual([]);
  });

  test('on Tuesday and Wednesday nobody hears of it again', { timeout: 120_000 }, async () => {
    await before.until('2026-03-11T03:20:00Z');
    expect(await gapsTold()).toHaveLength(1);
    expect(await hears('@omar')).toHaveLength(1);
  });

  test('on Thursday the product manager hears of it, once', { timeout: 120_000 }, async () => {
    await before.until('2026-03-12T03:20:00Z');
    await before.settle();
    expect(await gapsTold()).toEqual([
      { ...gap, told: 'lead' },
      { ...gap, told: 'product_managers' },
    ]);
    expect((await hears('@priya')).map(({ text }) => text)).toEqual([expect.stringContaining('Its lead <@U0OMAR> has known for a while.')]);
    expect(await hears('@omar')).toHaveLength(1);
    await everythingIsSound(before);
  });
});
