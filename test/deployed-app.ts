import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { keptFolder } from './kept-folder.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..');
const sources = ['bin', 'functions', 'lib', 'docs/events.schema.json', 'cdk.json', 'package-lock.json', 'test/deployed-app.ts'];

/** The folder with all that is deployed, bundles included, synthesized without a network, a region or a profile. */
export const deployedApp = (): Promise<string> =>
  keptFolder('muster-deployed', sources, async (folder) => {
    const [command, args] = await offline(process.execPath, [join('bin', 'muster.ts')]);
    const nowhere = { AWS_REGION: undefined, AWS_PROFILE: undefined };
    // Source maps name the sources as seen from where they are made, and whoever builds again builds there.
    const made = mkdtempSync(join(tmpdir(), 'muster-deployed-'));
    await run(command, args, { cwd: root, env: { ...process.env, ...nowhere, CDK_OUTDIR: made, NODE_OPTIONS: '' } });
    cpSync(made, folder, { recursive: true });
    rmSync(made, { recursive: true, force: true });
  });

/** In a user namespace without a network, where the machine allows it. */
async function offline(command: string, args: string[]): Promise<[string, string[]]> {
  const isolated = await run('unshare', ['--map-root-user', '--net', 'true']).then(
    () => true,
    () => false,
  );
  return isolated ? ['unshare', ['--map-root-user', '--net', command, ...args]] : [command, args];
}
