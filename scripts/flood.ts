import { spawn } from 'node:child_process';

/** `npm run flood`: a thousand alerts on three keys, as fast as fifty senders can; `npm test` has 120 of nine. */
const child = spawn('node_modules/.bin/vitest', ['run', '--project', 'e2e', 'test/e2e/alert-flood.test.ts'], {
  env: { ...process.env, MUSTER_FLOOD: process.argv[2] ?? '1000' },
  stdio: 'inherit',
});
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
