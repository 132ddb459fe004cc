import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Need } from '#sandbox/aws/permissions';

/** Which permissions each function has needed so far: for asking whether the template grants more than that, or less. */
export type Usage = {
  note(service: string, need: Need, allowed: boolean): void;
  all(): { [service: string]: { used: string[]; denied: string[] } };
};

export function createUsage(): Usage {
  const seen = new Map<string, { used: Set<string>; denied: Set<string> }>();
  return {
    note(service, { action, resource }, allowed) {
      const one = seen.get(service) ?? { used: new Set(), denied: new Set() };
      seen.set(service, one);
      (allowed ? one.used : one.denied).add(`${action} ${resource.replace(/(schedule\/[^/]+\/).*/, '$1*')}`);
    },
    all: () =>
      Object.fromEntries([...seen].map(([service, { used, denied }]) => [service, { used: [...used].sort(), denied: [...denied].sort() }])),
  };
}

/** Many worlds run side by side, in processes of their own: each leaves a file, and whoever asks adds them up. */
export function leaveUsage(usage: Usage, folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${randomUUID()}.json`), JSON.stringify(usage.all()));
}
