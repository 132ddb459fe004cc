import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { daysAfter } from './days-after.ts';
import { scanEvery, sweepEvery } from './schedules.ts';
import { everythingIsSound } from './soundness.ts';
import { numberIn, openWorld, told, type World } from './world.ts';

const zones: Record<string, string> = {
  '@aroha': 'Pacific/Auckland',
  '@kavya': 'Asia/Kolkata',
  '@lewis': 'Europe/London',
  '@luz': 'America/Los_Angeles',
};
const zoneOf = (who: string) => zones[who] ?? 'UTC';
const everybody = Object.keys(zones);
const idOf = (handle: string) => `U0${handle.toUpperCase()}`;

/** One team around the world: its people work from nine to five, each by the clock of where they are. */
function relay(): string {
  const handles = everybody.map((who) => who.slice(1));
  const file = join(mkdtempSync(join(tmpdir(), 'muster-zones-')), 'catalogue.yaml');
  const hours = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' };
  const team = { type: 'delivery_team', zone: 'Europe/London', working_hours: hours, lead: 'lewis', members: handles };
  const rota = { starts: '2025-01-13', hand_over: '10:00', order: ['lewis'], away: [] };
  writeFileSync(
    file,
    JSON.stringify({
      organisation: { name: 'Relay', zone: 'Europe/London', incident_managers: 'relay' },
      channels: ['general', 'incidents', 'incidents-unrouted', 'muster-ops', 'learning', 'ownership'],
      people: [
        ...everybody.map((who) => ({ id: idOf(who.slice(1)), handle: who.slice(1), zone: zoneOf(who) })),
        { id: 'U0PIA', handle: 'pia', zone: 'Europe/London' },
      ],
      teams: [{ slug: 'relay', name: 'Relay', ...team, rota }],
      services: [
        {
          ...{ slug: 'ferry', name: 'Ferry', kind: 'digital_service', domain: 'crossing', lifecycle: 'active', product_manager: 'pia' },
          ...{ availability_target: 99, ownership: [{ team: 'relay', model: 'ybiyri', from: '2025-01-01T00:00:00Z' }] },
        },
      ],
    }),
  );
  return file;
}

/** What everybody gets of one incident that is over on a Thursday at five in the afternoon, UTC, and that nobody answers. */
type Week = { over: string; changes: string; times: Record<string, string[]> };

/** Each at the same time of their own day, before and after. */
const spring: Week[] = [
  {
    over: '2026-03-05T17:00:00Z',
    changes: 'Los Angeles goes to summer time',
    times: {
      '@aroha': ['Fri 6 Mar 09:30 message', 'Mon 9 Mar 09:30 message', 'Tue 10 Mar 09:30 message'],
      '@kavya': ['Fri 6 Mar 09:30 message', 'Mon 9 Mar 09:30 message', 'Tue 10 Mar 09:30 nudge'],
      '@lewis': ['Fri 6 Mar 09:30 message', 'Mon 9 Mar 09:30 message', 'Tue 10 Mar 09:30 nudge'],
      '@luz': ['Thu 5 Mar 09:15 message', 'Fri 6 Mar 09:15 message', 'Mon 9 Mar 09:15 message'],
    },
  },
  {
    over: '2026-03-26T17:00:00Z',
    changes: 'London goes to summer time',
    times: {
      '@aroha': ['Fri 27 Mar 09:30 message', 'Mon 30 Mar 09:30 message', 'Tue 31 Mar 09:30 message'],
      '@kavya': ['Fri 27 Mar 09:30 message', 'Mon 30 Mar 09:30 message', 'Tue 31 Mar 09:30 nudge'],
      '@lewis': ['Fri 27 Mar 09:30 message', 'Mon 30 Mar 09:30 message', 'Tue 31 Mar 09:30 nudge'],
      '@luz': ['Thu 26 Mar 10:15 message', 'Fri 27 Mar 10:00 message', 'Mon 30 Mar 10:00 message'],
    },
  },
  {
    over: '2026-04-02T17:00:00Z',
    changes: 'Auckland goes back to winter time',
    times: {
      '@aroha': ['Fri 3 Apr 09:30 message', 'Mon 6 Apr 09:30 message', 'Tue 7 Apr 09:30 message'],
      '@kavya': ['Fri 3 Apr 09:30 message', 'Mon 6 Apr 09:30 message', 'Tue 7 Apr 09:30 nudge'],
      '@lewis': ['Fri 3 Apr 09:30 message', 'Mon 6 Apr 09:30 message', 'Tue 7 Apr 09:30 nudge'],
      '@luz': ['Thu 2 Apr 10:15 message', 'Fri 3 Apr 10:00 message', 'Mon 6 Apr 10:00 message'],
    },
  },
];
const autumn: Week[] = [
  {
    over: '2026-09-24T17:00:00Z',
    changes: 'Auckland goes to summer time',
    times: {
      '@aroha': ['Fri 25 Sept 09:30 message', 'Mon 28 Sept 09:30 message', 'Tue 29 Sept 09:30 message'],
      '@kavya': ['Fri 25 Sept 09:30 message', 'Mon 28 Sept 09:30 message', 'Tue 29 Sept 09:30 nudge'],
      '@lewis': ['Fri 25 Sept 09:30 message', 'Mon 28 Sept 09:30 message', 'Tue 29 Sept 09:30 nudge'],
      '@luz': ['Thu 24 Sept 10:15 message', 'Fri 25 Sept 10:00 message', 'Mon 28 Sept 10:00 message'],
    },
  },
  {
    over: '2026-10-22T17:00:00Z',
    changes: 'London goes back to winter time',
    times: {
      '@aroha': ['Fri 23 Oct 09:30 message', 'Mon 26 Oct 09:30 message', 'Tue 27 Oct 09:30 message'],
      '@kavya': ['Fri 23 Oct 09:30 message', 'Mon 26 Oct 09:30 message', 'Tue 27 Oct 09:30 nudge'],
      '@lewis': ['Fri 23 Oct 09:30 message', 'Mon 26 Oct 09:30 message', 'Tue 27 Oct 09:30 nudge'],
      '@luz': ['Thu 22 Oct 10:15 message', 'Fri 23 Oct 10:00 message', 'Mon 26 Oct 10:00 message'],
    },
  },
  {
    over: '2026-10-29T17:00:00Z',
    changes: 'Los Angeles goes back to winter time',
    times: {
      '@aroha': ['Fri 30 Oct 09:30 message', 'Mon 2 Nov 09:30 message', 'Tue 3 Nov 09:30 message'],
      '@kavya': ['Fri 30 Oct 09:30 message', 'Mon 2 Nov 09:30 message', 'Tue 3 Nov 09:30 nudge'],
      '@lewis': ['Fri 30 Oct 09:30 message', 'Mon 2 Nov 09:30 message', 'Tue 3 Nov 09:30 nudge'],
      '@luz': ['Thu 29 Oct 10:15 message', 'Fri 30 Oct 10:00 message', 'Mon 2 Nov 10:00 message'],
    },
  },
];

const minutes = (at: string, by: number) => new Date(Date.parse(at) + by * 60_000).toISOString();

async function declaredAndOver(world: World, over: string): Promise<string> {
  // In London's working hours, so that nobody is called at night.
  await world.until(minutes(over, -90));
  const id = numberIn(told(await world.types('@lewis', 'declare sev2 ferry: Nobody can book a crossing')));
  await world.settle();
  for (const who of everybody) await world.types(who, `note ${id} I looked at it`);
  await world.types('@lewis', `ack ${id}`);
  await world.until(over);
  await world.types('@lewis', `resolve ${id} workaround sold at the counter`);
  await world.settle();
  return id;
}

describe.each([
  ['spring', spring],
  ['autumn', autumn],
] as const)('one team in Auckland, Kolkata, London and Los Angeles, in %s', { timeout: 240_000 }, (_, weeks) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ at: minutes(weeks[0]?.over ?? '', -120), catalogue: relay() });
    await sweepEvery(world, 360);
    await scanEvery(world, 7);
  }, 180_000);
  afterAll(() => world?.stop());

  test.each(weeks.map((week) => [week.changes, week] as const))(
    'is asked at the same hours as ever while %s',
    async (_, { over, times }) => {
      const { timesOf } = daysAfter(world, zoneOf);
      const before = Object.fromEntries(await Promise.all(everybody.map(async (who) => [who, (await timesOf(who)).length])));
      const id = await declaredAndOver(world, over);
      // Wednesday noon, a day before it is due: then the product manager does without it.
      await world.until(minutes(over, (5 * 24 + 19) * 60));
      const got = await Promise.all(everybody.map(async (who) => [who, (await timesOf(who)).slice(before[who])]));
      expect(Object.fromEntries(got)).toEqual(times);
      await world.commands('@pia', '/postmortem', `waive ${id} the same as the last time, nothing new is to be learnt`);
      await world.settle();
      expect(await world.story(id.replace('INC', 'PM'))).toContain('PostmortemWaived');
    },
  );

  test('is written to by day alone, once a day and once more under it', async () => {
    const { gotBy } = daysAfter(world, zoneOf);
    for (const who of everybody) {
      const got = await gotBy(who);
      expect(got.length).toBeGreaterThanOrEqual(9);
      for (const { at } of got) {
        const [weekday = '', , , time = ''] = at.split(' ');
        expect([who, at, ['Sat', 'Sun'].includes(weekday)]).toEqual([who, at, false]);
        expect([who, at, time >= '08:00' && time < '20:00']).toEqual([who, at, true]);
      }
      const days = got.map(({ at, as }) => `${at.slice(0, -6)} ${as === 'message' ? 'message' : 'reply'}`);
      expect(days).toEqual([...new Set(days)]);
    }
  });

  test('hears nothing of what was waived', async () => {
    const { timesOf } = daysAfter(world, zoneOf);
    const before = await Promise.all(everybody.map(timesOf));
    await world.until(minutes(weeks.at(-1)?.over ?? '', 8 * 24 * 60));
    expect(await Promise.all(everybody.map(timesOf))).toEqual(before);
  });

  test('nothing was said twice, nothing was lost', async () => {
    await everythingIsSound(world);
  });
});
