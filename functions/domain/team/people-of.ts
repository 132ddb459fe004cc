import type { PersonId } from '#domain/person/person';
import type { ActiveTeam } from './team.ts';

/** Who is in a team: whoever is a member, leads it, or has a turn in its rota. */
export const peopleOf = ({ members, lead, techLead, rota }: ActiveTeam): PersonId[] => [
  ...new Set([...members, lead, ...(techLead ? [techLead] : []), ...(rota?.order ?? [])]),
];
