import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { hashOf } from '#sandbox/content-hash';
import { replaced } from '../lib/bundling/bundling.ts';

const root = join(import.meta.dirname, '..');
const cache = join(root, 'node_modules', '.cache', 'muster-handlers');
const aDay = 24 * 60 * 60 * 1000;

/**
 * A folder with each handler in one file, bundled as for Lambda and kept by content. From its sources a container starts with hundreds of
 * files and takes three times as long, and a run of all tests starts hundreds of containers. What CDK makes of them is tested by itself.
 */
export async function bundledHandlers(): Promise<string> {
  const folder = join(cache, hashOf(root, ['functions', 'lib/bundling', 'package-lock.json', 'test/bundled-handlers.ts']));
  if (existsSync(folder)) {
    const used = new Date();
    utimesSync(folder, used, used);
    return folder;
  }
  const fresh = `${folder}.${process.pid}.${performance.now()}`;
  mkdirSync(fresh, { recursive: true });
  const handlers = readdirSync(join(root, 'functions', 'handlers')).filter((file) => file.endsWith('.ts') && file !== 'catalogue.ts');
  await build({
    absWorkingDir: root,
    entryPoints: handlers.map((file) => join('functions', 'handlers', file)),
    outdir: fresh,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    minifyWhitespace: true,
    minifySyntax: true,
    alias: Object.fromEntries(replaced.map((name) => [name, './lib/bundling/unused.cjs'])),
    logLevel: 'warning',
  });
  writeFileSync(join(fresh, 'package.json'), '{"type":"commonjs"}');
  try {
    renameSync(fresh, folder);
  } catch (error) {
    // Another test file was faster with the same sources; its result is as good.
    if (!existsSync(folder)) throw error;
    rmSync(fresh, { recursive: true, force: true });
  }
  for (const name of readdirSync(cache)) {
    const old = join(cache, name);
    if ((statSync(old, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) < Date.now() - aDay)
      rmSync(old, { recursive: true, force: true });
  }
  return folder;
}
