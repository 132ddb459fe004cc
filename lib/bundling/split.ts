import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildSync, transformSync } from 'esbuild';
import { replaced } from './bundling.ts';

const root = join(import.meta.dirname, '..', '..');
const minified = { minifyWhitespace: true, minifySyntax: true, minifyIdentifiers: true };
const target = 'node24';

/**
 * `node lib/bundling/split.ts slack <folder> <metafile>`: what waits behind an `import()` gets a file of its own, so that a container that starts
 * reads what it needs. The bundler splits modules only, and Bolt is CommonJS, so each file is turned into CommonJS afterwards.
 */
function split(name: string, folder: string, metafile: string): void {
  const { outputFiles, metafile: meta } = buildSync({
    absWorkingDir: root,
    entryPoints: [{ in: `functions/handlers/${name}.ts`, out: 'index' }],
    outdir: 'split',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target,
    mainFields: ['module', 'main'],
    chunkNames: '[name]-[hash]',
    alias: Object.fromEntries(replaced.map((one) => [one, './lib/bundling/unused.cjs'])),
    sourcemap: 'inline',
    sourcesContent: false,
    metafile: true,
    write: false,
    ...minified,
  });
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder)) rmSync(join(folder, file), { recursive: true });
  for (const { path, text } of outputFiles) {
    const file = basename(path);
    const { code, map } = transformSync(text, {
      format: 'cjs',
      platform: 'node',
      target,
      sourcemap: 'external',
      sourcefile: file,
      sourcesContent: false,
      supported: { 'dynamic-import': false },
      ...minified,
    });
    writeFileSync(join(folder, file), code);
    const output = meta.outputs[`split/${file}`];
    if (output) output.bytes = Buffer.byteLength(code);
    writeFileSync(join(folder, `${file}.map`), map);
  }
  writeFileSync(metafile, JSON.stringify(meta));
}

const [name, folder, metafile] = process.argv.slice(2);
if (name === undefined || folder === undefined || metafile === undefined)
  throw new Error('Say which function, the folder and the metafile.');
split(name, folder, metafile);
