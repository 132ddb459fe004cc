import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { indexStreams, memoryFile } from './memory-file.ts';
import { resolveEngine } from './resolve.ts';

export type EngineProcess = { endpoint: string; stop(): Promise<void> };

/** Starts the DynamoDB engine, its data in `kept` or in memory. It ends when we end, however we end. */
export async function startEngine(kept?: string): Promise<EngineProcess> {
  const engine = resolveEngine();
  if ('endpoint' in engine) return { endpoint: engine.endpoint, stop: async () => {} };
  const mark = kept === undefined ? undefined : `${kept}.pid`;
  if (mark !== undefined) await endStale(mark, kept ?? '');
  const inMemory = engine.native && kept === undefined ? memoryFile() : undefined;
  const file = kept ?? inMemory?.file;
  const port = await freePort();
  const [program = '', ...rest] = engine.command(port, file);
  const child = spawn(program, rest, { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  const guard = guardOf(child, inMemory?.folder);
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  if (mark !== undefined && child.pid !== undefined) writeFileSync(mark, String(child.pid));
  const gone = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${engine.name} ended at once (exit ${code}): ${said.trim()}`)));
  });
  const endpoint = `http://127.0.0.1:${port}`;
  await Promise.race([gone, answering(endpoint)]);
  if (engine.native && file !== undefined) indexStreams(file);
  let stopping = false;
  gone.catch(() => {
    if (!stopping) console.error(`${engine.name} has ended; nothing can be written any more. It said: ${said.trim()}`);
  });
  return {
    endpoint,
    async stop() {
      stopping = true;
      guard?.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) {
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        await Promise.race([ended, sleep(2000, undefined, { ref: false })]);
        child.kill('SIGKILL');
      }
      inMemory?.remove();
      if (mark !== undefined) rmSync(mark, { force: true });
    },
  };
}

/** A shell that waits on a pipe from us: when we are gone, even by SIGKILL, the pipe closes and it ends the engine and what is in memory. */
function guardOf(child: ChildProcess, inMemory = ''): ChildProcess | undefined {
  if (process.platform === 'win32' || child.pid === undefined) return undefined;
  const end = 'cat >/dev/null; kill "$0" 2>/dev/null; [ -z "$1" ] || rm -rf "$1"';
  const guard = spawn('/bin/sh', ['-c', end, String(child.pid), inMemory], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.on('error', () => {});
  guard.unref();
  return guard;
}

/** The engine of an earlier start that was killed may still hold the file. Only a process that names this very file is ended. */
async function endStale(mark: string, file: string): Promise<void> {
  if (!existsSync(mark)) return;
  const pid = Number(readFileSync(mark, 'utf8'));
  for (let attempt = 0; attempt < 40 && holds(pid, file); attempt++) {
    if (attempt === 4 || attempt === 20) process.kill(pid, attempt === 4 ? 'SIGTERM' : 'SIGKILL');
    await sleep(50);
  }
  rmSync(mark, { force: true });
}

function holds(pid: number, file: string): boolean {
  try {
    process.kill(pid, 0);
    const proc = `/proc/${pid}/cmdline`;
    return existsSync(proc) && readFileSync(proc, 'utf8').split('\0').includes(file);
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
}

async function answering(endpoint: string): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const there = await fetch(endpoint).then(
      () => true,
      () => false,
    );
    if (there) return;
    await sleep(15);
  }
  throw new Error(`The DynamoDB engine does not answer on ${endpoint}.`);
}
