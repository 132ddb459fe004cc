import type { Granted } from './granted.ts';

/** What one world, or many together, saw each function do, and what was refused to it. */
export type Usage = Record<string, { used: string[]; denied: string[] }>;

export const together = (worlds: Usage[]): Usage =>
  Object.fromEntries(
    [...new Set(worlds.flatMap(Object.keys))].sort().map((name) => {
      const all = (kind: 'used' | 'denied') => [...new Set(worlds.flatMap((world) => world[name]?.[kind] ?? []))].sort();
      return [name, { used: all('used'), denied: all('denied') }];
    }),
  );

/** What ends in a star names whatever begins like it: parameters that are not known when the stack is made. */
const covers = (grant: string, seen: string) => (grant.endsWith('*') ? seen.startsWith(grant.slice(0, -1)) : grant === seen);

/** Equal, or a sentence for each difference. Where there is nothing to compare, nothing is equal. */
export function differences(granted: Record<string, Granted>, usage: Usage): string[] {
  if (Object.keys(granted).length === 0) return ['There is no function in the template, so nothing was compared.'];
  return [...new Set([...Object.keys(granted), ...Object.keys(usage)])].flatMap((name) => {
    const { used = [], denied = [] } = usage[name] ?? {};
    const role = granted[name];
    if (role === undefined) return [`${name} was seen at work, and the template has no function of that name.`];
    const { own, lent, missing } = role;
    return [
      ...own
        .filter((one) => !used.some((seen) => covers(one, seen)))
        .map((one) => `${name} may ${one}, and no test saw it do that: take the grant away, or show it in use.`),
      ...used
        .filter((seen) => ![...own, ...lent].some((one) => covers(one, seen)))
        .map((one) => `${name} did ${one}, which its role does not name.`),
      ...denied.map((one) => `${name} was refused ${one}.`),
      ...missing.map((one) => `Lambda needs ${one} under the role of ${name}, which does not allow it.`),
    ];
  });
}
