import { execFile, spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { slashCommand } from './slack-request.ts';
import { signingSecret, startStandIns } from './stand-ins.ts';

/**
 * From the start of a process to the first acknowledged command, for the bundle that is deployed, as a ratio to a function that checks the
 * signature and answers 200. Rounds are interleaved, so that what else the machine does falls on all alike.
 */
const rounds = Number(process.env.ROUNDS ?? 15);
const root = join(import.meta.dirname, '..');
const work = mkdtempSync(join(tmpdir(), 'muster-cold-start-'));
const runner = join(work, 'runner.cjs');
const slack = join(work, 'slack.cjs');
const floor = join(work, 'floor.cjs');

const standIns = await startStandIns();
try {
  await prepare();
  const took: Record<'floor' | 'modal' | 'declared', number[]> = { floor: [], modal: [], declared: [] };
  for (let round = 0; round <= rounds; round++) {
    const modal = await coldStart(slack, '');
    expectAsked('/api/views.open');
    // A service of its own each time: a second incident on the same one would be a report on the first.
    const declared = await coldStart(slack, `declare sev2 ${standIns.services[round]}: card payments are failing`);
    expectAsked('DynamoDB_20120810.TransactWriteItems');
    const least = await coldStart(floor, '');
    if (round === 0) continue;
    took.floor.push(least);
    took.modal.push(modal);
    took.declared.push(declared);
  }
  const [least, modal, declared] = [took.floor, took.modal, took.declared].map(median) as [number, number, number];
  console.log(
    `floor ${least.toFixed(0)} ms, modal ${modal.toFixed(0)} ms, declared ${declared.toFixed(0)} ms (medians of ${rounds} rounds)`,
  );
  console.log(`cold start, modal: ${(modal / least).toFixed(2)} x floor`);
  console.log(`cold start, declared: ${(declared / least).toFixed(2)} x floor`);
} finally {
  await standIns.stop();
  rmSync(work, { recursive: true, force: true });
}

async function prepare() {
  const out = join(work, 'out');
  await promisify(execFile)(process.execPath, [join('bin', 'muster.ts')], { cwd: root, env: { ...process.env, CDK_OUTDIR: out } });
  const { Resources } = JSON.parse(readFileSync(join(out, 'Muster.template.json'), 'utf8')) as { Resources: Record<string, Resource> };
  const ours = Object.values(Resources).find(({ Properties }) => Properties?.Environment?.Variables?.POWERTOOLS_SERVICE_NAME === 'slack');
  copyFileSync(join(out, ours?.Metadata?.['aws:asset:path'] ?? '', 'index.js'), slack);
  const entry = { entryPoints: [join(import.meta.dirname, 'floor.ts')], outfile: floor };
  await build({ ...entry, bundle: true, minify: true, platform: 'node', target: 'node24', format: 'cjs' });
  writeFileSync(
    runner,
    `const [, , file, event] = process.argv;
require(file).handler(JSON.parse(event)).then((answer) => process.stdout.write(JSON.stringify(answer)));`,
  );
}

/** Milliseconds until the answer is there; the end of the process is not waited for. */
function coldStart(file: string, text: string): Promise<number> {
  const event = JSON.stringify(slashCommand(text, signingSecret));
  standIns.asked.length = 0;
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, [runner, file, event], { env: standIns.environment, stdio: ['ignore', 'pipe', 'inherit'] });
    let took = 0;
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk;
      took ||= performance.now() - started;
    });
    child.on('error', reject);
    child.on('exit', () => {
      if (said.startsWith('{"statusCode":200')) resolve(took);
      else reject(new Error(`${file} answered ${said || 'nothing'}`));
    });
  });
}

function expectAsked(target: string) {
  if (!standIns.asked.includes(target)) throw new Error(`Nobody asked for ${target}: ${standIns.asked.join(', ')}`);
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

type Resource = {
  Metadata?: Record<string, string>;
  Properties?: { Environment?: { Variables?: Record<string, unknown> } };
};
