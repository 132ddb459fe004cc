import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const check = join(import.meta.dirname, '../../scripts/check.ts');
const report = (...statuses: string[]) => ({
  numPassedTests: 7,
  numFailedTests: 0,
  testResults: [
    { name: '{cwd}/test/e2e/storm.test.ts', assertionResults: statuses.map((status) => ({ status })) },
    { name: '{cwd}/test/unit/calm.test.ts', assertionResults: [{ status: 'passed' }] },
  ],
});

let place: string;
let temporary: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'muster-checked-'));
  temporary = join(place, 'temporary');
  for (const folder of [temporary, join(place, 'node_modules/.bin'), join(place, 'scripts')]) mkdirSync(folder, { recursive: true });
  for (const name of ['tsc', 'biome', 'oxlint', 'knip']) tool(name, 'exit 0');
  writeFileSync(join(place, 'scripts/privileges.ts'), '');
  vitestSays(report('passed'));
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

/** A tree in which every tool is a line of shell. */
function tool(name: string, line: string) {
  const file = join(place, 'node_modules/.bin', name);
  writeFileSync(file, `#!/bin/sh\n${line}\n`);
  chmodSync(file, 0o755);
}
function vitestSays(said: object) {
  writeFileSync(join(place, 'said.json'), JSON.stringify(said).replaceAll('{cwd}', place));
  tool('vitest', 'for one in "$@"; do case "$one" in --outputFile.json=*) cp said.json "$(echo "$one" | cut -d= -f2)";; esac; done');
}

function runs() {
  const child = spawn(process.execPath, [check], {
    cwd: place,
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  const ended = new Promise<{ code: number | null; last: string[] }>((resolve) =>
    child.on('close', (code) => resolve({ code, last: said.trimEnd().split('\n').slice(-3) })),
  );
  return { child, ended };
}

describe('npm test', () => {
  test('says at its end how many tests passed, failed and were skipped, and where', async () => {
    vitestSays(report('passed', 'skipped', 'todo', 'pending'));
    const { code, last } = await runs().ended;
    expect(last.slice(1)).toEqual(['skipped: 3 in test/e2e/storm.test.ts', '7 passed, 0 failed, 3 skipped']);
    expect(code).toBe(0);
  });

  test('leaves nothing in the temporary folder when all went well', async () => {
    expect((await runs().ended).last.at(-1)).toBe('7 passed, 0 failed, 0 skipped');
    expect(readdirSync(temporary)).toEqual([]);
  });

  test.each(['tsc', 'vitest'])('nor when %s fails, and is red', async (name) => {
    tool(name, 'exit 1');
    expect(await runs().ended).toMatchObject({ code: 1 });
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('nor when it is stopped in the middle', async () => {
    tool('knip', 'echo $$ > reached; exec sleep 20');
    const { child, ended } = runs();
    while (!readdirSync(place).includes('reached')) await sleep(20);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 130 });
    expect(readdirSync(temporary)).toEqual([]);
  });
});
