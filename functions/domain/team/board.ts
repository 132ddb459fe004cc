import * as z from 'zod';
import { PersonId } from '#domain/person/person';
import type { Boards } from '#domain/ports';
import type { Boarded } from '#domain/records';
import { GroupId } from '#domain/workspace/group';
import { peopleOf } from './people-of.ts';
import type { ActiveTeam } from './team.ts';
import { TeamSlug } from './team-slug.ts';
import { TeamType } from './team-type.ts';

const board = 'teams';
/** What an older entry does not say of a team, its name does not say either. */
const Entry = z.object({
  people: z.array(PersonId),
  name: z.string().optional(),
  teamType: TeamType.optional(),
  lead: PersonId.optional(),
  /** Whoever is in this group of Slack's is on call. */
  group: GroupId.optional(),
  /** How many work in it, how much of their capacity goes into support, and what they know about: by this it is suggested to whoever looks for a team. */
  size: z.number().optional(),
  support: z.number().optional(),
  domains: z.array(z.string()).optional(),
  windingDown: z.literal(true).optional(),
});

/** What is looked up of a team without reading it. */
export function teamEntry(team: ActiveTeam): Boarded {
  const { name, teamType, lead, rota, supportShare, productDomains, windingDown } = team;
  const more = {
    size: peopleIn(team),
    ...(rota?.group && { group: rota.group }),
    ...(supportShare && { support: supportShare.percent }),
    ...(productDomains && { domains: productDomains }),
    ...(windingDown && { windingDown: true }),
  };
  return { board, at: board, entry: { people: peopleOf(team), name, teamType, lead, ...more } };
}

/** How many work in it, as far as anybody has said or Slack knows. */
export const peopleIn = ({ headcount, members, lead }: Pick<ActiveTeam, 'headcount' | 'members' | 'lead'>): number =>
  headcount ?? new Set([...members, lead]).size;

export async function teamsOf(boards: Boards, person: PersonId): Promise<TeamSlug[]> {
  const all = await listTeams(boards);
  return all
    .filter(({ people }) => people.includes(person))
    .map(({ slug }) => slug)
    .sort();
}

export type ListedTeam = Omit<z.infer<typeof Entry>, 'name'> & { slug: TeamSlug; name: string };

/** All teams that are there, by name. */
export async function listTeams(boards: Boards): Promise<ListedTeam[]> {
  const all = await boards.read(board);
  return all
    .map(({ id, entry }) => {
      const slug = TeamSlug.parse(id.slice('TEAM-'.length));
      const { name = slug, ...team } = Entry.parse(entry);
      return { slug, name, ...team };
    })
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** What a select offers while someone types: those whose name begins with it first. */
export function searchTeams(teams: ListedTeam[], query: string, atMost = 100): ListedTeam[] {
  const wanted = query.trim().toLowerCase();
  const rank = ({ slug, name }: ListedTeam) => {
    const names = [slug, name.toLowerCase()];
    return names.some((one) => one.startsWith(wanted)) ? 0 : names.some((one) => one.includes(wanted)) ? 1 : 2;
  };
  return teams
    .filter((team) => rank(team) < 2)
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, atMost);
}
