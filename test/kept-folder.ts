import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf } from '#sandbox/content-hash';

const root = join(import.meta.dirname, '..');
const aDay = 24 * 60 * 60 * 1000;

/** What is made of these sources, made once and kept under their hash. What nobody has asked for in a day is thrown away. */
export async function keptFolder(name: string, sources: string[], make: (folder: string) => Promise<void>): Promise<string> {
  const cache = join(root, 'node_modules', '.cache', name);
  const folder = join(cache, hashOf(root, sources));
  if (existsSync(folder)) {
    const used = new Date();
    utimesSync(folder, used, used);
    return folder;
  }
  const fresh = `${folder}.${process.pid}.${performance.now()}`;
  mkdirSync(fresh, { recursive: true });
  await make(fresh);
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
