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
