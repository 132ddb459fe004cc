import type { PersonId } from '#domain/person/person';
import { mentioned } from '#slack-kit/mentioned';

/** As many as one names at once; each is on record for themselves. */
const mostAtOnce = 20;

/** `@ana @ben`: people, each by name, and nothing else. */
export function readLine(line: string): PersonId[] | undefined {
  const { people, groups, rest } = mentioned(line);
  return people.length > 0 && people.length <= mostAtOnce && groups.length === 0 && rest === '' ? people : undefined;
}
