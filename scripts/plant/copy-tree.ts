import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export type Copy = { root: string; remove: () => void };

/** A copy of this tree in a temporary folder: as it stands, or as of a commit. Nothing is ever changed here. */
export function copyTree(commit?: string): Copy {
  const root = mkdtempSync(join(tmpdir(), 'muster-plant-'));
  if (commit === undefined) copyFiles(root);
  else execFileSync('tar', ['-x', '-C', root], { input: git('archive', '--end-of-options', commit) });
  // One by one, so that what the tools keep beside the packages is kept in the copy.
  mkdirSync(join(root, 'node_modules'));
  for (const name of readdirSync('node_modules').filter((one) => one === '.bin' || !one.startsWith('.')))
    symlinkSync(resolve('node_modules', name), join(root, 'node_modules', name));
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

function copyFiles(root: string) {
  const files = git('ls-files', '-z', '--cached', '--others', '--exclude-standard').toString().split('\0');
  for (const file of files.filter((one) => one !== '' && existsSync(one))) {
    mkdirSync(join(root, dirname(file)), { recursive: true });
    cpSync(file, join(root, file));
  }
}

const git = (...args: string[]) => execFileSync('git', args, { maxBuffer: 1 << 28 });
