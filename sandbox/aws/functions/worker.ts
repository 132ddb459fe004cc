import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

/** The thread in which one function lives, as one Lambda container: its own modules, its own memory, the shared moved clock. */
export type ContainerData = { file: string; exported: string; shared: SharedArrayBuffer };
export type Invocation = { id: string; event: string; context: { [name: string]: string | boolean }; deadline: number };
export type Answer =
  | { kind: 'ready' }
  | { kind: 'result'; id: string; body: string }
  | { kind: 'error'; id: string; error: { errorType: string; errorMessage: string; trace: string[] } };

const { file, exported, shared } = workerData as ContainerData;
const port = parentPort;
if (!port) throw new Error('This file is the start of a worker thread.');

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
  try {
    const run = await handler;
    const result = await run(JSON.parse(event), {
      ...context,
      getRemainingTimeInMillis: () => Math.max(0, deadline - performance.timeOrigin - performance.now()),
    });
    say({ kind: 'result', id, body: JSON.stringify(result ?? null) });
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    say({ kind: 'error', id, error: { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') } });
  }
}

function say(message: Answer): void {
  port?.postMessage(message);
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
