import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { replaced } from '../lib/bundling/bundling.ts';
import { keptFolder } from './kept-folder.ts';

const root = join(import.meta.dirname, '..');
const sources = ['functions', 'lib/bundling', 'package-lock.json', 'test/bundled-handlers.ts'];

/**
 * A folder with each handler in one file, bundled as for Lambda and kept by content. From its sources a container starts with hundreds of
 * files and takes three times as long, and a run of all tests starts hundreds of containers. What CDK makes of them is tested by itself.
 */
export const bundledHandlers = (): Promise<string> =>
  keptFolder('muster-handlers', sources, async (folder) => {
    const handlers = readdirSync(join(root, 'functions', 'handlers')).filter((file) => file.endsWith('.ts') && file !== 'catalogue.ts');
    await build({
      absWorkingDir: root,
      entryPoints: handlers.map((file) => join('functions', 'handlers', file)),
      outdir: folder,
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
    writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}');
  });
