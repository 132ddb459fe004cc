import * as z from 'zod';
import type { Person } from '#domain/person/person';
import type { Team } from '#domain/team/team';

/** Why nobody is there who could answer for a service. */
export const AtRisk = z.enum(['team_gone', 'nobody_in_it', 'lead_gone']);
export type AtRisk = z.infer<typeof AtRisk>;

/** Who is in a team, as far as Slack has told us. Somebody whom it has not told us of is there. */
export type Crew = { lead: Person; members: Person[]; group: { seen: boolean; members: unknown[] } | undefined };

const hasGone = (person: Person) => person.state === 'known' && person.deactivated;

/** A team that is still on record may have nobody left in it: the people go, and nobody tells us. */
export function atRisk(team: Team, { lead, members, group }: Crew): AtRisk | undefined {
  if (team.state !== 'active') return 'team_gone';
  const emptied = group?.seen === true && group.members.length === 0;
  if (emptied || [lead, ...members].every(hasGone)) return 'nobody_in_it';
  return hasGone(lead) ? 'lead_gone' : undefined;
}
