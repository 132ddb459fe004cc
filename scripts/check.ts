import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * All that has to be true before something is done: types, lint, dead code, every test, and that the roles allow what the tests needed.
 * `npm test` and `npm run check` are both this. The last line says how many tests ran, over all suites.
 */
const folder = mkdtempSync(join(tmpdir(), 'muster-check-'));
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

const { passed, broken } = counted();
if (failed.length > 0) console.log(`Not done: ${failed.join(', ')}.`);
console.log(`${passed} passed, ${broken} failed`);
process.exitCode = failed.length === 0 && passed > 0 && broken === 0 ? 0 : 1;

function run(command: string, args: string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(isAbsolute(command) ? command : join('node_modules', '.bin', command), args, {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

function counted(): { passed: number; broken: number } {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
    };
    return { passed: numPassedTests, broken: numFailedTests };
  } catch {
    return { passed: 0, broken: 0 };
  }
}
