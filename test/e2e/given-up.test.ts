import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sweepEvery } from './schedules.ts';
import { everythingIsSound } from './soundness.ts';
import { harrowHome, numberIn, openWorld, told, type World } from './world.ts';

/** Faults that never end: what they keep from happening is parked and told, all else goes on, and nothing is lost. */
let world: World;
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T14:02:00Z', catalogue: harrowHome });
});
afterAll(() => world?.stop());

const hour = 3600;
const script = fileURLToPath(new URL('../../scripts/redrive.ts', import.meta.url));
async function redrive() {
  const credentials = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'sandbox' };
  const env = { ...process.env, ...credentials, AWS_ENDPOINT_URL: `${world.origin}/aws` };
  const { stdout } = await promisify(execFile)(process.execPath, [script], { env });
  return stdout;
}
async function declared(line: string) {
  const id = numberIn(told(await world.types('@tom', `declare ${line}`)));
  await world.settle();
  return id;
}
const parkedIn = async (channel: string) =>
  (await world.messages(channel)).filter(({ text }) => /stopped trying|not been kept up/.test(text));

test('what Slack never does is parked and told, others go on, and redrive finishes it', async () => {
  const noBookmarks = { on: 'slack:bookmarks.add', every: 1, do: 'http', status: 500 } as const;
  await world.faults(noBookmarks);
  const stuck = await declared('sev3 checkout: Card payments failing');
  const other = await declared('sev3 ?: The label printer is offline');
  await world.passes(3 * hour);
  await world.faults(noBookmarks, { on: 'slack:chat.postMessage', every: 1, do: 'http', status: 503 });
  await world.passes(3 * hour);

  const letters = await world.deadLetters();
  expect(letters).toHaveLength(1);
  expect(JSON.stringify(letters)).toContain(stuck);
  const room = await world.roomOf(stuck);
  // Nobody could be told as long as nothing could be posted; then they are, once.
  expect(await parkedIn(room.id)).toEqual([]);
  await world.calm();
  await world.faults(noBookmarks);
  await world.passes(hour / 4);
  const [note, ...more] = await parkedIn(room.id);
  expect(more).toEqual([]);
  expect(note?.text).toBe(
    [
      'I have stopped trying to bring this channel up to date, so what you see here may be old. Please tell each other what matters.',
      `Everything is on record: \`/incident status ${stuck}\` shows it. Those who run Muster have been told.`,
      'Reason: An HTTP protocol error occurred: statusCode = 500',
    ].join('\n'),
  );
  expect((await world.messages('#muster-ops')).at(-1)?.text).toContain(`*${stuck}* is parked`);
  const store = await world.store();
  expect(await store.parking.everyParked()).toMatchObject([{ id: stuck, lane: 'main', parked: { told: true } }]);
  // All that does not depend on it was done, and the other incident lacks nothing.
  expect(room.topic.value).toContain('SEV3');
  expect(await world.said(room.id, `${stuck}/card`)).toHaveLength(1);
  expect(await world.story(other)).toContain('IncidentChannelOpened');
  expect(await parkedIn((await world.roomOf(other)).id)).toEqual([]);

  await world.passes(2 * hour);
  expect(await world.deadLetters()).toHaveLength(1);

  await world.calm();
  expect(await redrive()).toContain(`${stuck} (main) was parked at`);
  await world.settle();
  expect((await world.roomOf(stuck)).bookmarks.length).toBeGreaterThan(0);
  expect((await parkedIn(room.id)).map(({ text }) => text)).toEqual([
    'This channel had not been kept up to date for a while; it is again.',
  ]);
  expect(await store.parking.everyParked()).toEqual([]);
  expect(await redrive()).not.toContain('was parked');
  await everythingIsSound(world);
}, 120_000);

test('with publish switched off for three days nothing is lost, and all comes late', async () => {
  await sweepEvery(world, 60);
  await world.faults({ on: 'invoke:publish', every: 1, do: 'throttle' });
  const ids: string[] = [];
  for (let day = 1; day <= 3; day++) {
    ids.push(await declared(`sev3 ?: Trouble of day ${day}`));
    expect(await world.events(ids.at(-1))).toEqual([]);
    await world.passes(24 * hour);
    expect((await world.story(ids.at(-1) ?? '')).slice(0, 2)).toEqual(['IncidentDeclared', 'IncidentRouted']);
  }
  await world.calm();
  await redrive();
  await world.passes(hour);
  for (const id of ids) {
    const store = await world.store();
    const log = await store.log.events(id as `INC-${number}`, 0);
    expect(log.length).toBeGreaterThan(3);
    expect((await world.events(id)).map(({ detail }) => detail.aggregate.version).sort((a, b) => a - b)).toEqual(
      log.map(({ version }) => version),
    );
    expect(await world.roomOf(id)).toBeDefined();
  }
  await everythingIsSound(world);
}, 240_000);
