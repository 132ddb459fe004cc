import { fileURLToPath } from 'node:url';
import { startSandbox } from '#sandbox/start';
import { bundledHandlers } from '#test/bundled-handlers';
import { worldAt } from '#test/e2e/world';
import { snapshot } from './snapshot.ts';

/** A small organisation in a sandbox of its own, looked at from outside and, for all that is in it, from inside. */
export type House = Awaited<ReturnType<typeof openHouse>>;
export type Calls = { n: number; function: string; run: number | null; call: number | null; place: string; ok: boolean }[];
/** A start that was lived through: what it led to, and the way back to where it had. */
type Reached = { there: unknown; back: () => Promise<void> };

const catalogue = fileURLToPath(new URL('catalogue.yaml', import.meta.url));

export async function openHouse() {
  const sandbox = await startSandbox({ memory: true, at: '2026-03-10T14:02:00Z', catalogue, handlers: await bundledHandlers() });
  const world = worldAt(sandbox.origin);
  return {
    sandbox,
    world,
    /** As nobody has done anything in it yet. */
    untouched: { stands: await snapshot({ sandbox, world }), back: await sandbox.checkpoint() },
    reached: new Map<unknown, Reached>(),
    /** What the functions called since the call `n`. Asked from inside, because the list gets long. */
    calls: async (since: number): Promise<Calls> => sandbox.aws.runs.calls(since),
    lastCall: async () => sandbox.aws.runs.calls(0).at(-1)?.n ?? 0,
    stop: sandbox.stop,
  };
}
