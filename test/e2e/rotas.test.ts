import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { partOfHarrow } from './part-of-harrow.ts';
import { everythingIsSound } from './soundness.ts';
import { buttonsOf, effectOf, openWorld, textOf, told, type World } from './world.ts';

/** Team Bedroom, from Saturday 28 March 2026 over the change of clocks in the night. Asha and Ben take turns at ten on Mondays. */
let world: World;
beforeAll(async () => {
  const catalogue = join(mkdtempSync(join(tmpdir(), 'muster-rotas-')), 'catalogue.yaml');
  writeFileSync(catalogue, stringify(partOfHarrow({ teams: ['team-bedroom'], services: ['bedroom'] })));
  world = await openWorld({ at: '2026-03-28T18:00:00Z', catalogue });
});
afterAll(() => world?.stop());

const team = (user: string, text: string) => world.commands(user, '/team', text);
const events = async (type: string) =>
  (await world.events('TEAM-team-bedroom')).filter((event) => event['detail-type'] === type).map(({ detail }) => detail);
async function toldIn(user: string, effect: string) {
  const { channel, messages } = await world.inbox(user);
  const found = messages.filter((message) => effectOf(message)?.includes(effect));
  return { channel, ts: found.at(-1)?.ts ?? '', blocks: found.at(-1)?.blocks, said: found.map(({ text }) => text) };
}
const onCall = async (at: string) => told(await team('@tom', `oncall team-bedroom at ${at}`));

describe('A rota', () => {
  test('says who is on call now, in time to come and in time past, of a team and of a service, to anybody', async () => {
    const now = await team('@tom', 'oncall team-bedroom');
    expect(told(now)).toContain('*Team Bedroom*, now: <@U0ASHA> is the Superhero, <@U0BEN> the Side-kick until');
    expect(now.ackMs).toBeLessThan(2000);
    expect(await onCall('2026-04-01 12:00')).toContain('<@U0BEN> is the Superhero, <@U0ASHA> the Side-kick');
    expect(await onCall('2026-03-10 14:03')).toContain('<@U0ASHA> is the Superhero');
    expect(told(await team('@tom', 'oncall bedroom'))).toContain(
      'Bedroom is Team Bedroom’s. *Team Bedroom*, now: <@U0ASHA> is the Superhero',
    );
    expect(told(await team('@asha', 'oncall'))).toContain('*Team Bedroom*, now:');
    expect(told(await team('@tom', 'oncall nobody-knows-them'))).toContain('I know no team that is called “nobody-knows-them”');
    expect(told(await team('@tom', 'oncall team-bedroom at the end of days'))).toContain('I cannot read that as a time');
  });

  test('a swap is asked in a direct message, and changes nothing until the other says yes', async () => {
    expect(told(await team('@asha', 'swap @ben 2026-04-06 for 2026-04-13'))).toContain('<@U0BEN> is asked');
    await world.settle();
    const asked = await toldIn('@ben', '/asked');
    expect(asked.said).toHaveLength(1);
    expect(asked.said[0]).toMatch(/^<@U0ASHA> asks: would you take the turn as Superhero/);
    expect(asked.said[0]).toContain('2026-04-06 09:00 UTC');
    expect(asked.said[0]).toContain('2026-04-13 09:00 UTC');
    expect(buttonsOf(asked.blocks).map(({ action_id }) => action_id)).toEqual(['swap-accept', 'swap-decline']);
    expect(await onCall('2026-04-08 12:00')).toContain('<@U0ASHA> is the Superhero');
  });

  test('with the yes both weeks change hands, both hear of it, and the question has no buttons any more', async () => {
    const asked = await toldIn('@ben', '/asked');
    expect(told(await world.presses('@ben', asked, 'swap-accept'))).toContain('It is yours now');
    await world.settle();
    expect(await onCall('2026-04-08 12:00')).toContain('<@U0BEN> is the Superhero, <@U0ASHA> the Side-kick');
    expect(await onCall('2026-04-15 12:00')).toContain('<@U0ASHA> is the Superhero, <@U0BEN> the Side-kick');
    expect(await onCall('2026-04-22 12:00')).toContain('<@U0ASHA> is the Superhero');
    const after = await toldIn('@ben', '/asked');
    expect(after.said).toEqual([expect.stringContaining('You said yes: it is yours.')]);
    expect(buttonsOf(after.blocks)).toEqual([]);
    expect((await toldIn('@asha', '/answered')).said).toEqual([expect.stringContaining('<@U0BEN> takes the turn as Superhero')]);
  });

  test('its lead has somebody stand in for a weekend; nobody else may', async () => {
    const cover = 'rota team-bedroom cover @chloe from 29 March 00:30 to 29 March 12:00';
    expect(told(await team('@tom', cover))).toContain('Only its lead <@U0MAREK>');
    expect(told(await team('@marek', cover))).toContain('<@U0CHLOE> is the Superhero, <@U0BEN> the Side-kick');
    expect(await onCall('2026-03-29T00:29Z')).toContain('<@U0ASHA> is the Superhero');
    expect(await onCall('2026-03-29T00:30Z')).toContain('<@U0CHLOE> is the Superhero, <@U0BEN> the Side-kick');
    expect(await onCall('2026-03-29T10:59Z')).toContain('<@U0CHLOE> is the Superhero');
    expect(await onCall('2026-03-29T11:00Z')).toContain('<@U0ASHA> is the Superhero');
  });

  test('whoever stands in hears of it at once, and as it begins and ends; so does the one they stand in for', async () => {
    await world.settle();
    expect((await toldIn('@chloe', '/stands-in')).said).toEqual([expect.stringContaining('You stand in as Superhero of Team Bedroom')]);
    expect((await toldIn('@asha', '/relieved')).said).toEqual([expect.stringContaining('<@U0CHLOE> stands in for you')]);
    await world.until('2026-03-29T00:32:00Z');
    await world.settle();
    expect((await toldIn('@chloe', '/covers-')).said).toEqual([expect.stringContaining('You are the Superhero of Team Bedroom until')]);
    expect((await toldIn('@asha', '/covered-')).said).toEqual([expect.stringContaining('<@U0CHLOE> is the Superhero')]);
    await world.until('2026-03-29T11:02:00Z');
    await world.settle();
    expect((await toldIn('@chloe', '/covered-')).said).toEqual([expect.stringContaining('<@U0ASHA> is the Superhero')]);
    expect(await events('OnCallRotated')).toMatchObject([
      { data: { begins: '2026-03-29T00:30:00.000Z', ends: '2026-03-29T11:00:00.000Z', now: { superhero: 'U0CHLOE' } } },
      { data: { begins: '2026-03-29T11:00:00.000Z', now: { superhero: 'U0ASHA' } } },
    ]);
  });

  test('after the clocks went forward, weeks change at ten in London still: both are told, and the team’s channel', async () => {
    await team('@ben', 'swap @asha 2026-03-30');
    await world.until('2026-03-30T08:58:00Z');
    expect(await events('OnCallRotated')).toHaveLength(2);
    await world.until('2026-03-30T09:03:00Z');
    await world.settle();
    expect((await events('OnCallRotated')).slice(2)).toMatchObject([
      {
        data: {
          begins: '2026-03-30T09:00:00.000Z',
          ends: '2026-04-06T09:00:00.000Z',
          before: { superhero: 'U0ASHA', side_kick: 'U0BEN' },
          now: { superhero: 'U0BEN', side_kick: 'U0ASHA' },
        },
      },
    ]);
    const begins = (await toldIn('@ben', '/begins-')).said;
    expect(begins).toEqual([expect.stringMatching(/^You are the Superhero of Team Bedroom until .*2026-04-06 09:00 UTC/)]);
    expect((await toldIn('@asha', '/begins-')).said).toEqual([expect.stringContaining('You are the Side-kick of Team Bedroom until')]);
    expect((await toldIn('@asha', '/ends-')).said).toEqual([expect.stringContaining('What did you make easier for the next one?')]);
    const topic = (await world.channel('team-bedroom')).topic.value;
    expect(topic).toBe('On call: <@U0BEN> is the Superhero, <@U0ASHA> the Side-kick (Team Bedroom)');
  });

  test('a swap that nobody has answered lapses as the week begins', async () => {
    expect((await toldIn('@asha', '/asked')).said).toEqual([expect.stringContaining('It has begun, so it stays theirs.')]);
    expect((await toldIn('@ben', '/answered')).said).toEqual([expect.stringContaining('has not answered')]);
    expect(buttonsOf((await toldIn('@asha', '/asked')).blocks)).toEqual([]);
  });

  test('what the outgoing one leaves finds the next one, and no event carries it', async () => {
    const { view } = await world.presses('@asha', await toldIn('@asha', '/ends-superhero'), 'note-handover');
    expect(textOf(view?.blocks)).toContain('What did you make easier for the next one?');
    await world.submits('@asha', view, { words: 'The dashboard of beds now says *which* bed' });
    await world.settle();
    expect(textOf((await toldIn('@ben', '/note')).blocks)).toContain('> The dashboard of beds now says *which* bed');
    expect(JSON.stringify(await world.events())).not.toContain('dashboard of beds');
  });

  test('a new order begins with a week; the past stays as it was', async () => {
    const order = 'order @chloe @ben @asha from 2026-04-20';
    expect(told(await team('@chloe', `rota team-bedroom ${order}`))).toContain('<@U0CHLOE> is the Superhero, <@U0BEN> the Side-kick');
    expect(await onCall('2026-04-15 12:00')).toContain('<@U0ASHA> is the Superhero');
    expect(await onCall('2026-03-10 14:03')).toContain('<@U0ASHA> is the Superhero');
    expect(await onCall('2026-03-29T05:00Z')).toContain('<@U0CHLOE> is the Superhero');
    expect(await onCall('2026-04-29 12:00')).toContain('<@U0BEN> is the Superhero, <@U0ASHA> the Side-kick');
    const late = 'rota team-bedroom order @ben from 2026-03-30';
    expect(told(await team('@marek', late))).toContain('past weeks stay as they were');
  });

  test('somebody’s leave takes them out, and they come back sooner', async () => {
    expect(told(await team('@tom', 'rota team-bedroom away from 21 April to 22 April'))).toContain('<@U0TOM> is not in that team');
    await team('@chloe', 'rota team-bedroom away from 21 April to 22 April');
    expect(await onCall('2026-04-21 12:00')).toContain('no Superhero; <@U0BEN> is the Side-kick');
    expect(await onCall('2026-04-23 00:00')).toContain('<@U0CHLOE> is the Superhero');
    await team('@chloe', 'rota team-bedroom back');
    expect(await onCall('2026-04-21 12:00')).toContain('<@U0CHLOE> is the Superhero');
  });

  test('a calendar reads it', async () => {
    const said = told(await team('@tom', 'rota team-bedroom ics'));
    expect(said).toContain('BEGIN:VCALENDAR\r\nVERSION:2.0');
    expect(said).toContain('DTSTART:20260420T090000Z\r\nDTEND:20260427T090000Z');
  });

  test('nothing was said twice, nothing was lost and every acknowledgement was in time', async () => {
    await everythingIsSound(world);
  });
});
