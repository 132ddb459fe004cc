import { type Organisation, organisationRef } from '#domain/organisation/organisation';
import { isGuest, refuseUnlessPerson } from '#domain/person/authority';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { peopleOf } from './people-of.ts';
import type { ActiveTeam, Team } from './team.ts';

/** All that says whether somebody may change something about a team. */
export type Asking = { person: Person; organisation: Organisation };
export const askingRefs = (by: PersonId) => ({ person: personRef(by), organisation: organisationRef });

export const isHead = ({ heads = {} }: Organisation, by: PersonId): boolean => Object.values(heads).some((some) => some?.includes(by));
export const leads = ({ lead, techLead }: Pick<ActiveTeam, 'lead' | 'techLead'>, by: PersonId): boolean => lead === by || techLead === by;

/** Somebody of the workspace. */
export function refuseGuests(person: Person): void {
  refuseUnlessPerson(person);
  if (isGuest(person))
    throw new Rejection(
      'team_by_guest',
      'Guests can look, but what a team is and who is on call in it, members of the workspace decide. Nothing has changed; ask one of the team.',
    );
}

/** The team, as long as it is there, for somebody of the workspace. */
export function standing(team: Team, person: Person): ActiveTeam {
  refuseGuests(person);
  if (team.state === 'none')
    throw new Rejection('no_team', 'There is no such team, so nothing has changed. `/team create` puts one on record.');
  if (team.state === 'disbanded')
    throw new Rejection('team_disbanded', 'That team was disbanded, so nothing has changed. What it was can still be asked for.');
  return team;
}

/** The team, for its lead, its tech lead or a head of the organisation. */
export function keptBy(team: Team, { person, organisation }: Asking, by: PersonId): ActiveTeam {
  const active = standing(team, person);
  if (!leads(active, by) && !isHead(organisation, by))
    throw new Rejection(
      'not_its_lead',
      `Only its lead <@${active.lead}>, its tech lead or a head of the organisation can change that. Nothing has changed; ask one of them.`,
    );
  return active;
}

/** Whoever belongs to a team: members, leads, and who has a turn. */
export const belongs = (team: ActiveTeam, person: PersonId): boolean => peopleOf(team).includes(person);
