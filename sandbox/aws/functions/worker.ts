import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { enableCompileCache } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { callerHeader, callerLine, noRun } from '#sandbox/caller';

/** The thread in which a function lives, as one Lambda container: its own modules, its own memory, one invocation at a time, the shared moved clock. */
export type ContainerData = { service: string; file: string; exported: string; shared: SharedArrayBuffer };
export type Invocation = { id: string; event: string; context: { [name: string]: string | boolean }; deadline: number };
export type Answer =
  | { kind: 'ready' }
  | { kind: 'result'; id: string; body: string }
  | { kind: 'error'; id: string; error: { errorType: string; errorMessage: string; trace: string[] } };

const { service, file, exported, shared } = workerData as ContainerData;
const port = parentPort;
if (!port) throw new Error('This file is the start of a worker thread.');

let running = noRun;
signCalls();
// Containers start again and again from the same files.
enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/muster-compiled', import.meta.url)));
moveDates(shared);
const handler = import(pathToFileURL(file).href).then((module: Record<string, unknown>) => {
  // A CommonJS bundle may show its exports only on `default`.
  const found = module[exported] ?? (module.default as Record<string, unknown> | undefined)?.[exported];
  if (typeof found !== 'function') throw new Error(`${file} exports no function "${exported}".`);
  return found as (event: unknown, context: unknown) => unknown;
});
handler.then(
  () => say({ kind: 'ready' }),
  () => say({ kind: 'ready' }),
);

port.on('message', (invocation: Invocation) => void answer(invocation));

async function answer({ id, event, context, deadline }: Invocation): Promise<void> {
  running = id;
  const answered = await run();
  running = noRun;
  say(answered);

  async function run(): Promise<Answer> {
    try {
      const handle = await handler;
      const result = await handle(JSON.parse(event), {
        ...context,
        getRemainingTimeInMillis: () => Math.max(0, deadline - performance.timeOrigin - performance.now()),
      });
      return { kind: 'result', id, body: JSON.stringify(result ?? null) };
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      return { kind: 'error', id, error: { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') } };
    }
  }
}

function say(message: Answer): void {
  port?.postMessage(message);
}

/** Every request that leaves this thread says which invocation sends it, whichever client it comes from. */
function signCalls(): void {
  const line = () => callerLine({ service, invocation: running });
  subscribe('http.client.request.created', (message) => {
    const { request } = message as { request: ClientRequest };
    if (!request.headersSent) request.setHeader(callerHeader, line());
  });
  subscribe('undici:request:create', (message) => {
    const { request } = message as { request: { addHeader(name: string, value: string): void } };
    request.addHeader(callerHeader, line());
  });
}

/** Makes `Date` tell the sandbox's time; what is written against `Date` needs to know nothing of it. */
function moveDates(memory: SharedArrayBuffer): void {
  const offset = new Float64Array(memory);
  const Real = Date;
  const realNow = Real.now;
  const now = () => Math.floor(realNow() + (offset[0] ?? 0));
  const moved = new Proxy(Real, {
    construct: (target, values, newTarget) => Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget),
    apply: () => new Real(now()).toString(),
  });
  Real.now = now;
  Real.prototype.constructor = moved;
  globalThis.Date = moved;
}
