import { IncidentRole } from '#domain/incident/asking-events';
import { PersonId } from '#domain/person/person';
import type { Assignment } from './decide.ts';

const nobody = ['none', 'nobody', '-'];

/** Reads `commander @person`, `commander none`, and `commander` alone, by which one takes it. */
export function readLine(rest: string, by: PersonId): Assignment | undefined {
  const [word = '', whom = 'me', ...more] = rest.trim().split(/\s+/);
  const role = IncidentRole.safeParse(word.toLowerCase().replace(/:$/, ''));
  if (!role.success || more.length > 0) return undefined;
  if (whom.toLowerCase() === 'me') return { role: role.data, person: by };
  if (nobody.includes(whom.toLowerCase())) return { role: role.data, person: null };
  const person = PersonId.safeParse(/^<@([^|>]+)(?:\|[^>]*)?>$/.exec(whom)?.[1]);
  return person.success ? { role: role.data, person: person.data } : undefined;
}
