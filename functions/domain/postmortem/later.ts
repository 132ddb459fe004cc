import { gather } from '#domain/gather';
import { type Organisation, organisationRef } from '#domain/organisation/organisation';
import type { Stage } from '#domain/perform';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import { calendarOf } from '#domain/prompts/calendar';
import { type Team, type TeamSlug, teamRef } from '#domain/team/team';
import { morningAfter } from './clock.ts';
import { type Postmortem, postmortemRef } from './postmortem.ts';
import type { PostmortemId } from './postmortem-id.ts';

type Seen = { postmortem: Postmortem; person: Person; organisation: Organisation; team: Team };

/** “Answer later”, by the days on which whoever says so works. */
export async function laterBy(
  { records, now }: Pick<Stage, 'records' | 'now'>,
  id: PostmortemId,
  by: PersonId,
  later: 'tomorrow' | 'in_two_days',
): Promise<string> {
  const { person, team, organisation } = await gather<Seen>(records, ({ postmortem }) => ({
    postmortem: postmortemRef(id),
    person: personRef(by),
    organisation: organisationRef,
    team: teamRef((postmortem && postmortem.state !== 'none' ? (postmortem.people[by]?.team ?? 'none') : 'none') as TeamSlug),
  }));
  const calendar = calendarOf(person, team, organisation);
  const tomorrow = morningAfter(calendar, now());
  return later === 'tomorrow' ? tomorrow : morningAfter(calendar, tomorrow);
}
