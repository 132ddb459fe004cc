import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string().optional(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), title: z.string(), status: z.string() })),
    }),
  ),
});

/** `unloaded` are files that could not even be read: what they would have seen is not known. */
export type Seen = { passed: string[]; failed: string[]; unloaded: string[] };

const longestMs = 10 * 60_000;

/** Which tests pass in the tree at `root`, and which fail. A run that never ends is stopped, and has seen nothing. */
export async function runTests(root: string, ...args: string[]): Promise<Seen> {
  const report = join(root, 'planted-report.json');
  rmSync(report, { force: true });
  const said = await run(root, 'vitest', 'run', ...args, '--reporter=json', `--outputFile.json=${report}`);
  const { testResults } = readReport(report, said);
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const names = (status: string) => tests.filter((one) => one.status === status).map(({ fullName }) => fullName);
  const unloaded = testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0);
  return {
    passed: names('passed'),
    failed: names('failed'),
    unloaded: unloaded.map(({ name, message }) => `${name}: ${message ?? 'not loaded'}`),
  };
}

/** What the compiler has against the product in the tree at `root`. What stands elsewhere is not what was planted. */
export async function compilerSays(root: string): Promise<string[]> {
  const said = await run(root, 'tsc', '-p', '.');
  return said.split('\n').filter((line) => line.startsWith('functions/'));
}

/** What it wrote; a test that fails makes vitest fail, so its code says nothing new. */
function run(root: string, command: string, ...args: string[]): Promise<string> {
  return new Promise((done, reject) => {
    const child = spawn(join('node_modules', '.bin', command), args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], timeout: longestMs });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
    child.on('error', reject);
    child.on('close', () => done(said));
  });
}

function readReport(report: string, said: string) {
  try {
    return Report.parse(JSON.parse(readFileSync(report, 'utf8')));
  } catch {
    throw new Error(`The tests did not come to an end, so nothing is proved. They said:\n${said}`);
  }
}
