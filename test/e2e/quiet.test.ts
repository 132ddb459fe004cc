import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { partOfHarrow } from './part-of-harrow.ts';
import { sweepEvery } from './schedules.ts';
import { everythingIsSound } from './soundness.ts';
import { buttonsOf, numberIn, openWorld, textOf, told, type World } from './world.ts';

/** A part of Harrow Home, where channels of what is over are put away after a day. */
const folder = mkdtempSync(join(tmpdir(), 'muster-quiet-'));
const tidy = join(folder, 'tidy.yaml');
let world: World;
let id = '';
let room = '';
beforeAll(async () => {
  const harrow = partOfHarrow({ teams: ['team-bedroom'], services: ['bedroom'] });
  writeFileSync(tidy, stringify({ ...harrow, organisation: { ...harrow.organisation, archive_after_days: 1 } }));
  world = await openWorld({ at: '2026-03-10T10:30:00Z', catalogue: tidy });
  await sweepEvery(world, 20);
  id = numberIn(told(await world.types('@tom', 'declare sev3 bedroom: Sheets are wet')));
  await world.passes(20);
  room = (await world.roomOf(id)).id;
  await world.types('@asha', 'ack', room);
});
afterAll(async () => {
  await world?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const hours = 3600;
const questions = async () => (await world.messages(room)).filter(({ text }) => text.includes('Is it still going on?'));
const eventsOf = async (type: string) => (await world.events(id)).filter((event) => event['detail-type'] === type);

describe('An incident of which nothing is heard for a day', () => {
  test('is asked about in its room, once, with what can be done about it', async () => {
    await world.passes(23.5 * hours);
    expect(await questions()).toEqual([]);
    await world.passes(hours);
    const [question, ...more] = await questions();
    expect(more).toEqual([]);
    expect(textOf(question?.blocks)).toMatch(/^<@U0ASHA> Nobody has put anything on record about INC-\d+ since /);
    expect(buttonsOf(question?.blocks).map(({ text }) => text?.text)).toEqual(['Still going on', 'Update', 'Resolve']);
  });

  test('goes on when somebody says so: said once in the room, however often it is pressed', async () => {
    const [question] = await questions();
    const place = { channel: room, ts: question?.ts ?? '' };
    expect(told(await world.presses('@ben', place, 'goes-on'))).toContain('noted');
    expect(told(await world.presses('@asha', place, 'goes-on'))).toContain('Nothing has changed');
    await world.settle();
    expect((await eventsOf('IncidentStillGoing')).map(({ detail }) => detail.data)).toMatchObject([{ by: 'U0BEN' }]);
    expect((await world.messages(room)).filter(({ text }) => text === '<@U0BEN> says that it is still going on.')).toHaveLength(1);
  });

  test('is asked about again after another day, daily at most, and never closed by a machine', async () => {
    await world.passes(23.5 * hours);
    expect(await questions()).toHaveLength(1);
    await world.passes(1.5 * hours);
    expect(await questions()).toHaveLength(2);
    await world.passes(24.5 * hours);
    expect(await questions()).toHaveLength(3);
    expect((await eventsOf('IncidentWentQuiet')).length).toBe(3);
    expect(told(await world.types('@asha', `status ${id}`))).toContain('*Who has it*\n<@U0ASHA> has it');
  });
});

describe('The channel of what is over', () => {
  test('stays open for the days that the organisation says, and is put away then', async () => {
    await world.types('@asha', 'resolve permanent dried them', room);
    await world.types('@asha', 'close', room);
    await world.settle();
    expect(await world.timersOf(id)).toEqual([expect.stringMatching(`^${id}-archive-`)]);
    await world.passes(23 * hours);
    expect((await world.channel(room)).is_archived).toBe(false);
    await world.passes(1.1 * hours);
    expect((await world.channel(room)).is_archived).toBe(true);
    expect(await eventsOf('IncidentArchived')).toHaveLength(1);
    expect(await world.timersOf(id)).toEqual([]);
  });

  test('is not asked about any more, and what is learnt later is on record all the same', async () => {
    await world.types('@asha', `impact ${id} partial 0.5 because of the rain`);
    await world.passes(25 * hours);
    expect(await eventsOf('IncidentWentQuiet')).toHaveLength(3);
    expect((await world.channel(room)).is_archived).toBe(true);
  });
});

test('nothing was said twice, nothing was lost and every acknowledgement was in time', async () => {
  await everythingIsSound(world);
});
