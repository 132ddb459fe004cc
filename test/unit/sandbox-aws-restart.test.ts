import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'muster-restart-'));
let child: ChildProcess | undefined;
afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** A sandbox in a process of its own, which can be killed. */
function start(): Promise<string> {
  const script = `import('./sandbox/start.ts').then(({ startSandbox }) => startSandbox({ dir: ${JSON.stringify(folder)}, catalogue: false })).then(({ origin }) => console.log('ready ' + origin))`;
  const process_ = spawn(process.execPath, ['-e', script], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child = process_;
  return new Promise((resolve, reject) => {
    let said = '';
    for (const stream of [process_.stdout, process_.stderr]) {
      stream.on('data', (chunk) => {
        said += chunk;
        const [, origin] = /ready (\S+)/.exec(said) ?? [];
        if (origin) resolve(origin);
      });
    }
    process_.on('exit', () => reject(new Error(said)));
  });
}

const dynamodb = (origin: string) =>
  new DynamoDBClient({ endpoint: `${origin}/aws`, region: 'eu-west-1', credentials: { accessKeyId: 'test', secretAccessKey: 'x' } });
const say = async (url: string, body?: unknown) =>
  (await fetch(url, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) })).json();
const tableOf = async (origin: string) => (await say(`${origin}/tables`)) as { tables: string[] };

test('killed with -9 and started again, everything acknowledged is there, and time goes on where it was', { timeout: 60_000 }, async () => {
  const before = await start();
  const { tables } = await tableOf(before);
  await say(`${before}/clock/advance`, { seconds: 200 });
  await dynamodb(before).send(new PutItemCommand({ TableName: tables[0], Item: { pk: { S: 'INC#1' }, sk: { S: 'T#1' } } }));
  await say(`${before}/aws-events`, { source: 'deploys', 'detail-type': 'Deployed', detail: { service: 'checkout' } });
  const enginePid = Number(readFileSync(join(folder, 'data', 'dynamodb.db.pid'), 'utf8'));
  const { now } = (await say(`${before}/clock`)) as { now: string };

  const gone = new Promise((resolve) => child?.once('exit', resolve));
  child?.removeAllListeners('exit');
  child?.once('exit', () => {});
  child?.kill('SIGKILL');
  await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 500))]);
  await expect.poll(() => existsSync(`/proc/${enginePid}`), { timeout: 5000 }).toBe(false);

  const after = await start();
  const { Item } = await dynamodb(after).send(new GetItemCommand({ TableName: tables[0], Key: { pk: { S: 'INC#1' }, sk: { S: 'T#1' } } }));
  expect(Item).toMatchObject({ pk: { S: 'INC#1' } });
  expect(await say(`${after}/events`)).toMatchObject({ events: [{ source: 'deploys', 'detail-type': 'Deployed' }] });
  const later = (await say(`${after}/clock`)) as { now: string };
  expect(Date.parse(later.now)).toBeGreaterThan(Date.parse(now));
});
