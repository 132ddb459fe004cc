import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type JsonObject, object, text } from '#sandbox/aws/json';
import { hashOf } from '#sandbox/content-hash';

/** A synthesized app: the template of its stack, and the folder in which the bundles lie, if it was bundled. */
export type Assembly = { template: JsonObject; directory: string };

/**
 * Runs the CDK app without bundling and reads what it synthesized. The result is kept under a hash of everything it is made from, so that a
 * start in which the infrastructure has not changed costs nothing.
 */
export async function synthesize(root: string, cache: string): Promise<Assembly> {
  const directory = join(cache, `assembly-${hashOf(root, ['bin', 'lib', 'cdk.json', 'package-lock.json', 'docs/events.schema.json'])}`);
  if (!existsSync(join(directory, 'manifest.json'))) {
    const fresh = `${directory}.${process.pid}.${Date.now()}`;
    mkdirSync(cache, { recursive: true });
    await run(root, fresh);
    rmSync(directory, { recursive: true, force: true });
    try {
      renameSync(fresh, directory);
    } catch (error) {
      // Another start was faster with the same sources; its result is as good.
      if (!existsSync(join(directory, 'manifest.json'))) throw error;
      rmSync(fresh, { recursive: true, force: true });
    }
    forgetOthers(cache, directory);
  }
  return readAssembly(directory);
}

/** Reads the first stack of an assembly that runs functions. */
export function readAssembly(directory: string): Assembly {
  const manifest = object(JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8')));
  for (const artifact of Object.values(object(manifest.artifacts)).filter(isObject)) {
    const properties = object(artifact.properties);
    if (artifact.type === 'cdk:cloud-assembly') return readAssembly(join(directory, text(properties.directoryName)));
    if (artifact.type !== 'aws:cloudformation:stack') continue;
    const template = object(JSON.parse(readFileSync(join(directory, text(properties.templateFile)), 'utf8')));
    const resources = Object.values(object(template.Resources)).filter(isObject);
    if (resources.some(({ Type }) => Type === 'AWS::Lambda::Function')) return { template, directory };
  }
  throw new Error(`${directory} holds no stack with functions.`);
}

function run(root: string, outdir: string): Promise<void> {
  const context = { 'aws:cdk:bundling-stacks': [], ...contextOf(root) };
  const child = spawn(process.execPath, ['bin/muster.ts'], {
    cwd: root,
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      CDK_OUTDIR: outdir,
      CDK_CONTEXT_JSON: JSON.stringify({ ...context, 'aws:cdk:bundling-stacks': [] }),
      CDK_VALIDATION: 'false',
      CDK_DISABLE_VERSION_CHECK: '1',
      CDK_DISABLE_CLI_TELEMETRY: 'true',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0 && existsSync(join(outdir, 'manifest.json'))) resolve();
      else reject(new Error(`The stack does not synthesize (node bin/muster.ts, exit ${code}):\n${said.trim()}`));
    });
  });
}

function contextOf(root: string): JsonObject {
  const file = join(root, 'cdk.json');
  return existsSync(file) ? object(object(JSON.parse(readFileSync(file, 'utf8'))).context) : {};
}

function forgetOthers(cache: string, keep: string): void {
  const old = readdirSync(cache)
    .filter((name) => /^assembly-[0-9a-f]{16}$/.test(name) && !keep.endsWith(name))
    .sort();
  for (const name of old.slice(0, -3)) rmSync(join(cache, name), { recursive: true, force: true });
}
