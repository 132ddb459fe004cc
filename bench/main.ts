import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countedCalls } from '#test/e2e/counted-calls';
import { bundled, deployedBundles } from './bundles.ts';
import { coldStarts, type Starter } from './cold-start.ts';
import { scored } from './score.ts';
import { startStandIns } from './stand-ins.ts';
import { median, spread } from './statistics.ts';
import { warmWork } from './warm.ts';

/** Every budget that can be measured on one machine. Exits with 1 when one is missed. */
const rounds = Number(process.env.ROUNDS ?? 15);
const folder = mkdtempSync(join(tmpdir(), 'muster-bench-'));
const standIns = await startStandIns(folder);
const score = scored();
try {
  const { slack, sizes, deterministic } = await deployedBundles(folder);
  const [floor, usual] = [await bundled(folder, 'floor'), await bundled(folder, 'usual-app')];
  // A service of its own each time: a second incident on the same one would be a report on the first.
  const declare = (round: number) => `declare sev2 ${standIns.services[round % standIns.services.length]}: card payments are failing`;
  const opened = ['GetParameters', 'views.open'];
  const recorded = ['GetParameters', 'BatchGetItem', 'UpdateItem', 'TransactWriteItems'];
  const starters: Starter[] = [
    { name: 'floor', file: floor, text: () => '', asks: [] },
    { name: 'modal', file: slack, text: () => '', asks: opened },
    { name: 'declared', file: slack, text: declare, asks: recorded },
    { name: 'usual app, modal', file: usual, text: () => '', asks: opened },
    { name: 'usual app, declared', file: usual, text: declare, asks: recorded },
  ];
  const took = await coldStarts(standIns, starters, rounds);
  const values = (name: string, of: 'wallMs' | 'cpuMs') => (took.get(name) ?? []).map((one) => one[of]);
  const times = (name: string, base: string, of: 'wallMs' | 'cpuMs' = 'wallMs') => median(values(name, of)) / median(values(base, of));

  console.log(`Medians of ${rounds} interleaved rounds, with the range of the middle half:`);
  for (const { name } of starters) {
    const [wall, cpu] = [spread(values(name, 'wallMs')), spread(values(name, 'cpuMs'))];
    console.log(
      `  ${name}: ${wall.mid.toFixed(0)} ms (${wall.low.toFixed(0)}-${wall.high.toFixed(0)}), processor ${cpu.mid.toFixed(0)} ms`,
    );
  }
  for (const { name } of starters.slice(1))
    console.log(
      `cold start, ${name}: ${times(name, 'floor').toFixed(2)} x floor (processor time: ${times(name, 'floor', 'cpuMs').toFixed(2)} x)`,
    );
  score.atMost('cold start, modal, x floor', times('modal', 'floor'), 2.5);
  score.atMost('cold start, declared, x floor', times('declared', 'floor'), 3.5);
  score.atLeast('usual app to ours, modal', times('usual app, modal', 'modal'), 2);
  score.atLeast('usual app to ours, declared', times('usual app, declared', 'declared'), 2);

  const { bytes = Number.NaN } = sizes.find(({ name }) => name === 'slack') ?? {};
  console.log(`bundles: ${sizes.map((one) => `${one.name} ${(one.bytes / 1000).toFixed(0)} KB`).join(', ')}`);
  score.atMost('bundle of slack, KB', bytes / 1000, 700);
  score.atMost('modules that no bundle may carry', sizes.flatMap((one) => one.unwanted).length, 0);
  score.atMost('bundles that differ when built again', deterministic ? 0 : 1, 0);

  score.atMost('warm work, modal, ms', await warmWork(standIns, folder, slack, () => ''), 2);
  score.atMost('warm work, declared, ms', await warmWork(standIns, folder, slack, (nth) => `declare private ${declare(nth).slice(8)}`), 2);

  const counted = await countedCalls();
  console.log(`before the acknowledgement: modal ${counted.modal.join(', ')}; declared ${counted.declared.join(', ')}`);
  score.atMost('calls before the acknowledgement, modal', counted.modal.length, 1);
  score.atMost('calls before the acknowledgement, declared', counted.declared.length, 3);
  score.atMost('calls of auth.test', counted.authTests, 0);
  score.atMost('Slack calls in a row, record to team in its channel', counted.serial, 2);
} finally {
  await standIns.stop();
  rmSync(folder, { recursive: true, force: true });
}
console.log(score.table());
process.exitCode = score.allKept() ? 0 : 1;
