import { watch } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Functions } from './aws/functions/functions.ts';

/** A change under `functions/` shows at once: the next invocation runs it. */
export function watchSources(functions: Functions): void {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(fileURLToPath(new URL('../functions', import.meta.url)), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => functions.renew(), 100);
  });
  watcher.on('error', () => {});
  watcher.unref();
}
