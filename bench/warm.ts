import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { slashCommand } from './slack-request.ts';
import { type StandIns, signingSecret } from './stand-ins.ts';
import { median } from './statistics.ts';

const requests = 600;
/** Until then V8 is still compiling, which is no longer a cold start and not yet warm. */
const warmAfter = 300;

type Work = { workMs: number; cpuMs: number };

/**
 * Our own work for one request in a warm container, in milliseconds: the lower of two medians that are both too high. The time beside waiting for Slack
 * and AWS holds what else the machine does, and the processor time holds sending and receiving.
 */
export async function warmWork(standIns: StandIns, folder: string, file: string, text: (nth: number) => string): Promise<number> {
  const events = join(folder, 'events.json');
  writeFileSync(events, JSON.stringify(Array.from({ length: requests }, (_, nth) => slashCommand(text(nth), signingSecret))));
  const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'warm-runtime.mjs'), file, events], {
    env: standIns.environment,
  });
  const took = (JSON.parse(stdout.slice(stdout.lastIndexOf('\n'))) as Work[]).slice(warmAfter);
  return Math.min(median(took.map(({ workMs }) => workMs)), median(took.map(({ cpuMs }) => cpuMs)));
}
