import { spawn } from 'node:child_process';

/**
 * `npm run morning`: a thousand postmortems that are due at the same minute, and Slack lets three hundred messages a minute in; `-- 200` has so many,
 * `npm test` 40. A morning that has been cannot be had again, so nothing is tried twice.
 */
const child = spawn('node_modules/.bin/vitest', ['run', '--project', 'e2e', '--retry', '0', 'test/e2e/postmortem-morning.test.ts'], {
  env: { ...process.env, MUSTER_MORNING: process.argv[2] ?? '1000' },
  stdio: 'inherit',
});
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
