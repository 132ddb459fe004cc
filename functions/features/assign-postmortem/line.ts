import type { PersonId } from '#domain/person/person';
import { mentioned } from '#slack-kit/mentioned';
import { quotedShort } from '#slack-kit/text';

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

/** What of it was not understood, said to whoever typed it. */
export function notUnderstood(rest: string): string {
  const { people, groups, rest: words } = mentioned(rest);
  if (groups.length > 0 || /<!/.test(rest)) return 'A channel or a group cannot do that: name one person.';
  if (people.length > 1) return `That names ${people.length} people: name one.`;
  const unknown = words.split(/\s+/).find((word) => word.startsWith('@'));
  if (unknown) return `Slack knows nobody as “${quotedShort(unknown)}”: choose the name that it offers while you type.`;
  const left = words.replace(/^(?:owner|facilitator)\b\s*/i, '');
  return left === '' ? 'That names nobody.' : `“${quotedShort(left)}” was not understood.`;
}
