import type { Incident } from '#domain/incident/incident';
import { type Person, type PersonId, personRef, unreachable } from '#domain/person/person';
import type { Ref } from '#domain/records';
import { Rejection } from '#domain/rejection';
import { belongs } from '#domain/team/authority';
import { type Team, type TeamSlug, teamRef } from '#domain/team/team';
import { mayKnowOf } from './authority.ts';
import { overEverywhere } from './days.ts';
import type { Improvement, KnownImprovement } from './improvement.ts';

/** Who is to do it: exactly one person, and the team they are of. */
export type Taken = { owner: PersonId; team?: TeamSlug | undefined };
export type Taking = { taker: Person; theirs: Team };

export const takingRefs = (improvement: Improvement, { owner, team }: Taken): { taker: Ref<Person>; theirs: Ref<Team> } => ({
  taker: personRef(owner),
  theirs: teamRef(teamOf(improvement, team) ?? ('none' as TeamSlug)),
});
const teamOf = (improvement: Improvement, team: TeamSlug | undefined) =>
  team ?? (improvement.state === 'none' ? undefined : (improvement.team ?? undefined));

/** The team they do it for, once it is sure that they can. */
export function takenBy(
  improvement: KnownImprovement,
  { owner, team }: Taken,
  { taker, theirs, incidents }: Taking & { incidents: Incident[] },
): TeamSlug {
  const slug = teamOf(improvement, team);
  if (slug === undefined || theirs.state !== 'active' || theirs.windingDown)
    throw new Rejection(
      'team_not_there',
      'That team is not there, or is winding down, so nobody of it can answer for it. Nothing has changed; name a team that stands.',
    );
  if (unreachable(taker) !== undefined)
    throw new Rejection('owner_cannot', `<@${owner}> is a guest, a bot, or has left. Nothing has changed; name a colleague of the team.`);
  if (!belongs(theirs, owner))
    throw new Rejection(
      'owner_of_another_team',
      `<@${owner}> is not of ${theirs.name}. Nothing has changed; name their own team with them, so that it is known whose time it takes.`,
    );
  if (!mayKnowOf(improvement, owner, incidents))
    throw new Rejection(
      'owner_outside',
      `It came out of a private incident, and <@${owner}> is not among those whom that was opened to. Nothing has changed; bring them in first, or name another.`,
    );
  return slug;
}

export function refusePast(dueOn: string, at: string): void {
  if (overEverywhere(dueOn) <= at) throw new Rejection('date_passed', 'That day is over. Nothing has changed; name one that is to come.');
}
