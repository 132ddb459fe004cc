import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { counted, say } from './check/counted.ts';

/**
 * All that has to be true before something is done: types, lint, dead code, every test, and that the roles allow what the tests needed.
 * `npm test` and `npm run check` are both this. The last line says how many tests ran, over all suites, and how many were skipped;
 * before it stands in which files.
 */
const folder = mkdtempSync(join(tmpdir(), 'muster-check-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
let running: ChildProcess | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    running?.kill(signal);
    process.exit(130);
  });
const [report, iamUsage] = [join(folder, 'tests.json'), join(folder, 'iam-usage')];
process.env.MUSTER_IAM_USAGE = iamUsage;
const suites = process.argv.slice(2).flatMap((name) => ['--project', name]);

const steps: [name: string, command: string, ...args: string[]][] = [
  ['types', 'tsc', '-p', '.'],
  ['style', 'biome', 'ci', '.'],
  ['promises', 'oxlint', '--type-aware', '--deny-warnings', '.'],
  ['dead code', 'knip'],
  ['tests', 'vitest', 'run', ...suites, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
  // Some suites alone do not need everything.
  ...(suites.length === 0 ? [['privileges', process.execPath, 'scripts/privileges.ts', iamUsage] as [string, string, ...string[]]] : []),
];

const failed: string[] = [];
for (const [name, command, ...args] of steps) {
  const started = performance.now();
  const code = await run(command, args);
  console.log(`${code === 0 ? 'ok' : 'FAILED'}: ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)\n`);
  if (code !== 0) failed.push(name);
}

const tests = counted(report);
if (failed.length > 0) console.log(`Not done: ${failed.join(', ')}.`);
console.log(say(tests));
process.exitCode = failed.length === 0 && tests.passed > 0 && tests.broken === 0 ? 0 : 1;

function run(command: string, args: string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(isAbsolute(command) ? command : join('node_modules', '.bin', command), args, {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    running = child;
    child.on('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
