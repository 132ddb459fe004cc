import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { everythingIsSound } from './soundness.ts';
import {
  areAcknowledged,
  blowsOver,
  callsOfSlack,
  calm,
  declaredSince,
  declares,
  fatesOf,
  lastChannel,
  serviceName,
  slowestLook,
  warmUp,
  writeCatalogue,
} from './storm.ts';
import { openWorld, type World } from './world.ts';

/** A part of `npm run storm` that every machine bears: two more than Slack lets open a channel in a minute. */
const atOnce = 22;
const slack = { acknowledgeMs: 3000, channelsPerMinute: 20 };
/** Where the machine is so busy with other things that a mere look takes most of three seconds, a declaration may take so many looks. */
const looks = 2;

const folder = mkdtempSync(join(tmpdir(), 'muster-squall-'));
let world: World;
beforeAll(async () => {
  const catalogue = join(folder, 'squall.yaml');
  writeCatalogue(catalogue, atOnce);
  world = await openWorld({ at: '2026-03-10T10:30:00Z', catalogue });
  await warmUp(world);
}, 120_000);
afterAll(async () => {
  await world?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('Twenty-two at the same instant, while the table conflicts and throttles: each is acknowledged, its on-call told, and its channel there in the end', async () => {
  const calmMs = await calm(world);
  const before = await slowestLook(world, atOnce);
  const [since, start] = [await world.trafficSoFar(), await world.now()];
  // Counted and not by chance, so that some of the declarations themselves are struck each time.
  await world.faults({ on: 'dynamodb:TransactWriteItems', every: 4, do: 'conflict' }, { on: 'dynamodb:*', every: 40, do: 'throttle' });
  const answers = await Promise.all(Array.from({ length: atOnce }, (_, n) => declares(world, n, serviceName(n))));
  const lookMs = Math.max(before, await slowestLook(world, atOnce));
  const withinMs = Math.max(slack.acknowledgeMs, looks * lookMs);
  // Judged here, and not once more below: containers that start on a busy machine are late before the squall begins.
  areAcknowledged(answers, { calmMs, withinMs });
  console.info(`as many looks at once take ${lookMs} ms, so ${withinMs} ms were allowed`);

  await blowsOver(world, 15);
  await world.calm();
  const ids = await declaredSince(world, start);
  expect(ids).toHaveLength(atOnce);
  const fates = await fatesOf(world, ids);
  lastChannel(fates, slack.channelsPerMinute);
  console.info(await callsOfSlack(world, since));
  expect(fates.filter(({ paged }) => !Number.isFinite(paged))).toEqual([]);
  await everythingIsSound(world, { lateAcknowledgements: true });
}, 240_000);
