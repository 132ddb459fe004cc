import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { bundledHandlers } from '#test/bundled-handlers';
import { partOfHarrow } from './part-of-harrow.ts';
import { everythingIsSound } from './soundness.ts';
import { told, worldAt } from './world.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'muster-killed-'));
/** Two for each kill, of every kind of owner; Garden Products has nobody on call. */
const services = ['rugs', 'mattress', 'bathroom', 'basket', 'checkout', 'lighting', 'stock-feed', 'plant-guide'];
const teams = ['home-mpt', 'emea-dev-support', 'team-bath', 'team-checkout', 'garden-mpt'];
const catalogue = join(folder, 'catalogue.yaml');
let port = 0;
let handlers = '';
let running: ChildProcess | undefined;
beforeAll(async () => {
  port = await freePort();
  handlers = await bundledHandlers();
  writeFileSync(catalogue, stringify(partOfHarrow({ teams, services })));
});
afterAll(async () => {
  await kill();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

async function start(...more: string[]) {
  const child = spawn(
    process.execPath,
    [join('sandbox', 'main.ts'), '--dir', join(folder, 'data'), '--catalogue', catalogue, '--handlers', handlers, ...more],
    {
      cwd: root,
      env: { ...process.env, PORT: String(port), NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  running = child;
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('ready on')) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', () => reject(new Error(`The sandbox ended: ${said}`)));
  });
  return worldAt(`http://127.0.0.1:${port}`);
}

/** SIGKILL: nothing is written any more, nothing is said goodbye to. */
async function kill() {
  const child = running;
  running = undefined;
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

test('killed in the middle of declarations, again and again: what was acknowledged is there, what is owed happens, nothing is doubled', async () => {
  const acknowledged = new Map<string, string>();
  let world = await start('--fresh', '--at', '2026-03-10T10:30:00Z');
  let n = 0;
  // From before the record is written until everything has followed.
  for (const wait of [0, 25, 80, 200]) {
    const asked = [0, 1].map(() => {
      const service = services[n++ % services.length] ?? '';
      const title = `killed after ${wait} ${n}`;
      const answer = world.types('@tom', `declare sev2 ${service}: ${title}`);
      return answer.then(
        (answer) => {
          const id = /INC-\d+/.exec(told(answer))?.[0];
          if (id) acknowledged.set(id, title);
        },
        () => {},
      );
    });
    if (wait > 50) await Promise.all(asked);
    await sleep(wait);
    await kill();
    await Promise.all(asked);
    world = await start();
  }
  await world.passes(12 * 60);

  expect(acknowledged.size).toBeGreaterThanOrEqual(2);
  const ids = [...new Set((await world.events()).map(({ detail }) => detail.aggregate.id).filter((id) => id.startsWith('INC-')))];
  for (const [id, title] of acknowledged) {
    expect(ids).toContain(id);
    expect((await world.roomOf(id)).purpose.value).toBe(`${id}: ${title}`);
  }
  // Acknowledged or not, whatever is on record is followed to the end, once.
  const { log, lists } = await world.store();
  const { heads } = await lists.page('open', 100);
  expect(heads.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  for (const id of ids) {
    const room = await world.roomOf(id);
    expect([id, await world.peopleIn(room.id)]).toEqual([id, expect.arrayContaining(['tom'])]);
    expect([id, (await world.said(room.id, `${id}/card`)).length, room.pins.length]).toEqual([id, 1, 1]);
    expect(await world.said('#incidents', `${id}/announcement`)).toHaveLength(1);
    const story = (await log.events(id as `INC-${number}`, 0)).map(({ type }) => type);
    for (const type of ['IncidentDeclared', 'IncidentRouted', 'IncidentChannelOpened', 'IncidentPaged'])
      expect([id, story]).toEqual([id, expect.arrayContaining([type])]);
    for (const type of ['IncidentDeclared', 'IncidentRouted', 'IncidentChannelOpened'])
      expect([id, story.filter((one) => one === type)]).toEqual([id, [type]]);
    // Twelve minutes on: the rungs of 5 and of 10 minutes, and the one at once where nobody is on call. None twice, none left out.
    const rungs = (await world.escalations(id)).map(({ rung }) => rung);
    expect([
      id,
      [
        [1, 2],
        [0, 1, 2],
        [0, 1],
      ],
    ]).toEqual([id, expect.arrayContaining([rungs])]);
  }
  await everythingIsSound(world, { copiesOnTheBus: true });
});
