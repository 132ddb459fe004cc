import { fileURLToPath } from 'node:url';
import { startSandbox } from '#sandbox/start';
import { worldAt } from '#test/e2e/world';

/** A small organisation in a sandbox of its own, looked at from outside and, for all that is in it, from inside. */
export type House = Awaited<ReturnType<typeof openHouse>>;
export type Calls = { n: number; function: string; run: number | null; call: number | null; place: string; ok: boolean }[];

const catalogue = fileURLToPath(new URL('catalogue.yaml', import.meta.url));

export async function openHouse() {
  const sandbox = await startSandbox({ memory: true, at: '2026-03-10T14:02:00Z', catalogue });
  const world = worldAt(sandbox.origin);
  return {
    sandbox,
    world,
    /** What the functions called since the call `n`. */
    calls: async (since: number) => (await world.ask<{ calls: Calls }>('GET', `/calls?since=${since}`)).calls,
    lastCall: async () => (await world.ask<{ calls: Calls }>('GET', '/calls?since=0')).calls.at(-1)?.n ?? 0,
    stop: sandbox.stop,
  };
}
