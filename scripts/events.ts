/** `npm run events`: writes docs/events.md and docs/events.schema.json from functions/domain/public, docs/postmortem.schema.json from what is exported. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentSchema } from './events/document.ts';
import { examples } from './events/examples.ts';
import { page } from './events/page.ts';
import { schemas } from './events/schemas.ts';

const root = join(import.meta.dirname, '..');

/** What the files ought to hold, by their paths. */
export async function eventFiles(): Promise<Record<string, string>> {
  return {
    'docs/events.md': page(schemas, await examples()),
    'docs/events.schema.json': formatted('docs/events.schema.json', JSON.stringify(schemas)),
    'docs/postmortem.schema.json': formatted('docs/postmortem.schema.json', JSON.stringify(documentSchema)),
  };
}

/** As the project's formatter leaves it, so that the two never quarrel. */
function formatted(path: string, input: string): string {
  const biome = join(root, 'node_modules', '.bin', 'biome');
  const { stdout, stderr, status } = spawnSync(biome, ['format', `--stdin-file-path=${path}`], { cwd: root, input, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${path}: ${stderr}`);
  return stdout;
}

if (import.meta.main) {
  for (const [path, text] of Object.entries(await eventFiles())) {
    writeFileSync(join(root, path), text);
    console.log(`Wrote ${path}`);
  }
}
