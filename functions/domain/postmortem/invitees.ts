import type { Organisation } from '#domain/organisation/organisation';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import { calendarOf } from '#domain/prompts/calendar';
import type { Records, Ref } from '#domain/records';
import { type Team, teamRef } from '#domain/team/team';
import type { KnownPostmortem } from './postmortem.ts';
import type { Invited } from './slots.ts';

/** As many as a meeting bears. */
export const mostInvited = 40;

/** Who comes where nobody says otherwise: whoever has a part in it and is still there; those who only watched are not kept. */
export function usuallyInvited({ people, owner, facilitator }: KnownPostmortem): PersonId[] {
  const there = (Object.keys(people) as PersonId[]).filter((person) => {
    const part = people[person];
    return part && !part.gone && !part.watched;
  });
  const first = [owner, facilitator].filter((one): one is PersonId => one !== undefined && !people[one]?.gone);
  return [...new Set([...first, ...there])].slice(0, mostInvited);
}

/** Each with their own days and hours. */
export async function withCalendars(
  { load }: Pick<Records, 'load'>,
  { people }: KnownPostmortem,
  invited: readonly PersonId[],
  organisation: Organisation,
): Promise<Invited[]> {
  const teams = [...new Set(invited.flatMap((person) => people[person]?.team ?? []))];
  const found = await load([...invited.map(personRef), ...teams.map(teamRef)] as Ref<unknown>[]);
  const team = new Map(teams.map((slug, index) => [slug, found[invited.length + index]?.value as Team]));
  return invited.map((person, index) => {
    const of = people[person]?.team;
    return { person, calendar: calendarOf(found[index]?.value as Person, of && team.get(of), organisation) };
  });
}
