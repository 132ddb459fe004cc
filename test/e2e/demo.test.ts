import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('the demo tells its story, and everything it says is so', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/demo.ts'], { encoding: 'utf8', timeout: 110_000 });
  expect(status, `${stdout}\n${stderr}`).toBe(0);
  expect(stdout).toContain('INC-1');
});
