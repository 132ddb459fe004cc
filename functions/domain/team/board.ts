import * as z from 'zod';
import { PersonId } from '#domain/person/person';
import type { Boards } from '#domain/ports';
import type { Boarded } from '#domain/records';
import type { ActiveTeam } from './team.ts';
import { TeamSlug } from './team-slug.ts';

const board = 'teams';
const Entry = z.object({ people: z.array(PersonId) });

/** Who is in which team: whoever is a member, leads it, or has a turn in its rota. */
export function teamEntry({ members, lead, techLead, rota }: Pick<ActiveTeam, 'members' | 'lead' | 'techLead' | 'rota'>): Boarded {
  const people = [...members, lead, ...(techLead ? [techLead] : []), ...(rota?.order ?? [])];
  return { board, at: board, entry: { people: [...new Set(people)] } };
}

export async function teamsOf(boards: Boards, person: PersonId): Promise<TeamSlug[]> {
  const all = await boards.read(board);
  return all
    .flatMap(({ id, entry }) => (Entry.parse(entry).people.includes(person) ? [TeamSlug.parse(id.slice('TEAM-'.length))] : []))
    .sort();
}
