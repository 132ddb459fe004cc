import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { contentsOf, type Metafile } from '../lib/bundling/metafile.ts';

const root = join(import.meta.dirname, '..');
const unwanted = /node_modules\/(express|undici|iconv-lite|mime-db|jsonwebtoken)\/|zod\/v4\/locales\/(?!en\.)/;

type Resource = { Metadata?: Record<string, string>; Properties?: { Environment?: { Variables?: Record<string, unknown> } } };

/** The functions as they are deployed: synthesized twice, to see that the same code gives the same bytes. */
export async function deployedBundles(folder: string) {
  const [first, second] = [join(folder, 'first'), join(folder, 'second')];
  for (const out of [first, second])
    await promisify(execFile)(process.execPath, [join('bin', 'muster.ts')], { cwd: root, env: { ...process.env, CDK_OUTDIR: out } });
  const { Resources } = JSON.parse(readFileSync(join(first, 'Muster.template.json'), 'utf8')) as { Resources: Record<string, Resource> };
  const ours = Object.values(Resources).find(({ Properties }) => Properties?.Environment?.Variables?.POWERTOOLS_SERVICE_NAME === 'slack');
  const metas = readdirSync(first).filter((file) => file.endsWith('.meta.json'));
  return {
    slack: join(first, ours?.Metadata?.['aws:asset:path'] ?? '', 'index.js'),
    sizes: metas.map((file) => weighed(first, file)),
    deterministic: assetsOf(first) === assetsOf(second),
  };
}

/** Bundled as CDK does it when it is told no more than to minify, each in a folder of its own. */
export async function bundled(folder: string, name: string): Promise<string> {
  const own = join(folder, name);
  mkdirSync(own);
  // Nothing above this folder says what the bundle is, as on Lambda.
  writeFileSync(join(own, 'package.json'), '{}');
  const outfile = join(own, 'index.js');
  const entry = join(import.meta.dirname, `${name}.ts`);
  await build({ entryPoints: [entry], outfile, bundle: true, minify: true, platform: 'node', target: 'node24', format: 'cjs' });
  return outfile;
}

function weighed(folder: string, file: string): { name: string; bytes: number; unwanted: string[] } {
  const name = file.replace('.meta.json', '');
  const { bytes, inputs } = contentsOf(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Metafile, name);
  return { name, bytes, unwanted: inputs.filter((input) => unwanted.test(input)) };
}

/** A folder of code is named after the hash of what is in it. */
const assetsOf = (out: string) =>
  readdirSync(out)
    .filter((name) => name.startsWith('asset.'))
    .sort()
    .join();
