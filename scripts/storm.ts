import { spawn } from 'node:child_process';

/** `npm run storm`: fifty declarations at an instant, and two hundred in four minutes. Wants a machine to itself, for some minutes; `npm test` has a squall. */
const child = spawn('node_modules/.bin/vitest', ['run', '--project', 'e2e', 'test/e2e/storm.test.ts'], {
  env: { ...process.env, MUSTER_STORM: process.argv[2] ?? '200' },
  stdio: 'inherit',
});
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
