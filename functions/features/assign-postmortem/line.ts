import type { PersonId } from '#domain/person/person';
import { mentioned } from '#slack-kit/mentioned';

const roles = ['owner', 'facilitator'] as const;

/** Reads `@asha`, `owner @asha`, `facilitator @lena`, and `me` for whoever types. */
export function readLine(rest: string, by: PersonId): { role: (typeof roles)[number]; person: PersonId } | undefined {
  const { people, groups, rest: words } = mentioned(rest);
  const [word = '', ...more] = words.toLowerCase().split(/\s+/).filter(Boolean);
  const said = roles.find((one) => one === word);
  const [role, left] = [said ?? 'owner', said || word === '' ? more : [word, ...more]];
  const person = people[0] ?? (left[0] === 'me' ? by : undefined);
  const understood = people.length === 0 ? left.length === 1 : left.length === 0;
  return person !== undefined && people.length <= 1 && groups.length === 0 && understood ? { role, person } : undefined;
}
