import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { slashCommand } from './slack-request.ts';
import { type StandIns, signingSecret } from './stand-ins.ts';

/** From the start of a process to its answer: milliseconds on the wall, and of both cores together. */
export type ColdStart = { wallMs: number; cpuMs: number };
/** What starts, what is asked of it, and what it has to have asked for itself before it answers. */
export type Starter = { name: string; file: string; text: (round: number) => string; asks: string[] };

const runtime = join(import.meta.dirname, 'lambda-runtime.mjs');
/** As Lambda starts Node in a function of 1024 MB. */
const flags = ['--expose-gc', '--max-http-header-size=81920', '--max-semi-space-size=51', '--max-old-space-size=921'];

/** Rounds are interleaved, so that what else the machine does falls on all alike; the first fills the caches of the disk and does not count. */
export async function coldStarts(standIns: StandIns, starters: Starter[], rounds: number): Promise<Map<string, ColdStart[]>> {
  const took = new Map<string, ColdStart[]>(starters.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const { name, file, text, asks } of starters) {
      standIns.asked.length = 0;
      const one = await coldStart(file, text(round), standIns.environment);
      const missing = asks.filter((what) => !standIns.asked.includes(what));
      if (missing.length > 0) throw new Error(`${name} did not ask for ${missing.join(', ')}, but for ${standIns.asked.join(', ')}`);
      if (round > 0) took.get(name)?.push(one);
    }
  }
  return took;
}

function coldStart(file: string, text: string, env: Record<string, string>): Promise<ColdStart> {
  const event = JSON.stringify(slashCommand(text, signingSecret));
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, [...flags, runtime, file, event], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let wallMs = 0;
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk;
      wallMs = performance.now() - started;
    });
    child.on('error', reject);
    child.on('close', () => {
      const { answer, cpuMs } = JSON.parse(said.slice(said.lastIndexOf('\n')) || '{}') as {
        answer?: { statusCode: number };
        cpuMs: number;
      };
      if (answer?.statusCode === 200) resolve({ wallMs, cpuMs });
      else reject(new Error(`${file} answered ${said || 'nothing'}`));
    });
  });
}
