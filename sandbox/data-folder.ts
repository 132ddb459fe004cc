import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Store } from './contracts.ts';
import { memoryStore, openStore } from './store.ts';

/** Where a sandbox keeps what it must remember; in memory, only what has to be a file for a while. */
export type DataFolder = { store: Store; engineFile: string | undefined; logs: string | undefined; bundles: string; close(): void };

export function openDataFolder({ memory, dir, fresh }: { memory: boolean; dir: string; fresh: boolean }): DataFolder {
  const folder = memory ? mkdtempSync(join(tmpdir(), 'muster-')) : resolve(dir);
  const data = join(folder, 'data');
  const file = join(data, 'sandbox.db');
  if (fresh && existsSync(file)) {
    // Opening it says so when another sandbox is using it; nothing is thrown away under its feet.
    openStore(file).close();
    for (const name of [data, join(folder, 'logs')]) rmSync(name, { recursive: true, force: true });
  }
  mkdirSync(data, { recursive: true });
  const store = memory ? memoryStore() : openStore(file);
  return {
    store,
    engineFile: memory ? undefined : join(data, 'dynamodb.db'),
    logs: memory ? undefined : join(folder, 'logs'),
    bundles: join(folder, 'bundles'),
    close() {
      store.close();
      if (memory) rmSync(folder, { recursive: true, force: true });
    },
  };
}
