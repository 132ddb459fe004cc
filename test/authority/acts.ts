import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
export type FoundAct = { name: string; feature: string; act: object };

/** Every act of the product: whatever a file of a feature exports that has facts and decides. */
export async function foundActs(): Promise<FoundAct[]> {
  const paths = globSync('functions/features/*/*.ts', { cwd: root }).sort();
  const modules = await Promise.all(paths.map(async (path) => ({ path, exports: (await import(join(root, path))) as object })));
  return modules.flatMap(({ path, exports }) =>
    Object.entries(exports)
      .filter(([, value]) => isAct(value))
      .map(([name, act]) => ({ name, feature: basename(dirname(path)), act: act as object })),
  );
}

const isAct = (value: unknown) =>
  typeof value === 'object' && value !== null && 'facts' in value && 'decide' in value && typeof value.decide === 'function';

/** What people do in Slack, as opposed to what Slack tells of its own accord (`app.event`). */
const gestures =
  /\breaction_added\b|\bapp\s*\.\s*(action|view|shortcut|command|options|message)\b|\bonVerb\b|\bonNoVerb\b|\bonIncidentVerb\b/;

/** The features whose `listen` brings this act about by a gesture, itself or by a file of its folder. */
export function startedByGesture(name: string): string[] {
  const named = new RegExp(`\\b${name}\\b`);
  return globSync('functions/features/*/listen.ts', { cwd: root })
    .filter((path) => gestures.test(read(path)))
    .filter((path) => behind(path).some((file) => named.test(read(file))))
    .map((path) => basename(dirname(path)));
}

/** A listener and the sequences of acts that it calls; rules may name other acts of their own file. */
function behind(path: string, seen: string[] = []): string[] {
  const next = [...read(path).matchAll(/^import (?!type ).* from '\.\/([\w-]+\.ts)';$/gm)]
    .map(([, file = '']) => join(dirname(path), file))
    .filter((file) => !/\/(decide|report|people)\.ts$/.test(file) && !seen.includes(file));
  return [path, ...next.flatMap((file) => behind(file, [...seen, path, ...next]))];
}

const read = (path: string) => readFileSync(join(root, path), 'utf8');
