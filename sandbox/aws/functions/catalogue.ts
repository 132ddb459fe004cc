import { cpSync, existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { number, object, optionalText, text } from '#sandbox/aws/json';
import type { Resource, Stack } from '#sandbox/aws/template/stack';

/** A function of ours, as the template describes it, and the file it is run from. */
export type FunctionSpec = {
  name: string;
  arn: string;
  /** `slack`, `publish`, …: what the function calls itself in logs and in fault places. */
  service: string;
  role: string;
  file: string;
  exported: string;
  timeoutMs: number;
  memory: number;
  environment: Record<string, string>;
};

/** Where the code comes from: the handlers' sources, or a bundled file of each in their place, or the bundles of a synthesized assembly. */
export type CodeFrom = { handlers: string } | { bundles: string /** Where they are unpacked, as Lambda unpacks them. */; unpackTo: string };

export const services = ['slack', 'publish', 'react', 'remind', 'measure', 'intake'];

/** CDK's own functions (custom resources) have no service name and are left out. */
export function functionsOf(stack: Stack, from: CodeFrom): FunctionSpec[] {
  return stack.all('AWS::Lambda::Function').flatMap((resource) => {
    const { name, arn, properties } = resource;
    const variables = object(object(properties.Environment).Variables);
    const environment = Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, text(value)]));
    const service = environment.POWERTOOLS_SERVICE_NAME;
    if (service === undefined || !services.includes(service)) return [];
    const exported = text(properties.Handler).split('.').at(-1) || 'handler';
    const file = 'handlers' in from ? sourceOf(service, from.handlers) : bundleOf(resource, from);
    const timeoutMs = number(properties.Timeout, 3) * 1000;
    const memory = number(properties.MemorySize, 128);
    return [{ name, arn, service, role: text(properties.Role), file, exported, timeoutMs, memory, environment }];
  });
}

/** Unpacked as it is, with the `package.json` beside it that says it is CommonJS: what runs here is what runs on Lambda, and nothing of this package is near. */
function bundleOf({ id, metadata, properties }: Resource, { bundles, unpackTo }: { bundles: string; unpackTo: string }): string {
  const asset = optionalText(metadata['aws:asset:path']);
  if (asset === undefined) throw new Error(`${id} names no asset; synthesize it with asset metadata (the default of the CDK toolkit).`);
  const folder = isAbsolute(asset) ? asset : join(bundles, asset);
  const module = text(properties.Handler).split('.').slice(0, -1).join('.') || 'index';
  const file = ['mjs', 'js', 'cjs'].map((ending) => `${module}.${ending}`).find((name) => existsSync(join(folder, name)));
  if (file === undefined) throw new Error(`${id}: no ${module}.js or ${module}.mjs in ${folder}; was the app synthesized with bundling?`);
  const unpacked = join(unpackTo, id);
  cpSync(folder, unpacked, { recursive: true });
  return join(unpacked, file);
}

const sourceOf = (service: string, handlers: string) =>
  ['js', 'ts'].map((ending) => join(handlers, `${service}.${ending}`)).find((file) => existsSync(file)) ?? join(handlers, `${service}.ts`);
