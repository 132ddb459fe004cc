import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/** What these files and folders hold, and what else counts, in sixteen letters. Where the checkout lies does not count. */
export function hashOf(root: string, paths: string[], ...more: string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) {
    const full = isAbsolute(path) ? path : join(root, path);
    if (!existsSync(full)) continue;
    for (const file of filesOf(full))
      hash
        .update(isAbsolute(path) ? '' : file.slice(root.length))
        .update('\0')
        .update(readFileSync(file))
        .update('\0');
  }
  for (const one of more) hash.update(one).update('\0');
  return hash.digest('hex').slice(0, 16);
}

function filesOf(path: string): string[] {
  try {
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  } catch {
    return [path];
  }
}
