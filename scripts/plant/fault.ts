import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';

const sentence = z.string().regex(/^[A-Z].+\.$/s);

/** A deliberate bug. `find` stands once in its file; `caughtBy` is the quickest test of `npm test` that sees it. */
const Fault = z.strictObject({
  bug: sentence,
  harms: sentence,
  edits: z.array(z.strictObject({ file: z.string(), find: z.string().min(1), replace: z.string() })).min(1),
  caughtBy: z.strictObject({ file: z.string().regex(/^test\/.+\.ts$/), test: z.string() }),
});
export type Fault = z.infer<typeof Fault> & { name: string };

const folder = 'test/planted';

/** The faults that are kept, by name; `wanted` names those that are asked for. */
export function readFaults(wanted: string[] = []): Fault[] {
  const all = globSync(`${folder}/*.yaml`)
    .sort()
    .map((file) => ({ ...Fault.parse(parse(readFileSync(file, 'utf8'))), name: basename(file, '.yaml') }));
  const unknown = wanted.filter((name) => !all.some((fault) => fault.name === name));
  if (unknown.length > 0)
    throw new Error(`There is no fault ${unknown.join(', ')} in ${folder}. There are: ${all.map(({ name }) => name).join(', ')}`);
  return wanted.length === 0 ? all : all.filter(({ name }) => wanted.includes(name));
}

/** The files of a tree as the fault would have them; what does not fit any more is an error that says which words are not there. */
export function withFault({ name, edits }: Fault, read: (file: string) => string): Map<string, string> {
  const changed = new Map<string, string>();
  for (const { file, find, replace } of edits) {
    const before = changed.get(file) ?? read(file);
    const times = before.split(find).length - 1;
    if (times !== 1)
      throw new Error(
        `${folder}/${name}.yaml does not apply: ${file} has ${times} times, and not once, the words\n${find}\nSay there what the code is now.`,
      );
    changed.set(
      file,
      before.replace(find, () => replace),
    );
  }
  return changed;
}

/** Plants a fault in the tree at `root`, and answers how to take it out again. */
export function plant(fault: Fault, root: string): () => void {
  const changed = withFault(fault, (file) => readFileSync(join(root, file), 'utf8'));
  const before = [...changed.keys()].map((file) => [file, readFileSync(join(root, file), 'utf8')] as const);
  const write = (files: Iterable<readonly [string, string]>) => {
    for (const [file, text] of files) writeFileSync(join(root, file), text);
  };
  write(changed);
  return () => write(before);
}
