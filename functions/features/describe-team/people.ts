import { type Person, type PersonId, unreachable } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import type { Service } from '#domain/service/service';
import type { Load } from '#domain/team/load';
import type { TeamDescription } from '#domain/team/team';
import { mayOwn } from '#domain/team/team-type';

/** Those who get a part in the team that they have not had. */
export function newlyNamed(before: TeamDescription | undefined, { lead, techLead, members }: TeamDescription): PersonId[] {
  const others = members.filter((person) => !before?.members.includes(person));
  return [
    ...new Set([...(lead === before?.lead ? [] : [lead]), ...(techLead && techLead !== before?.techLead ? [techLead] : []), ...others]),
  ];
}

export function refuseAbsent(named: PersonId[], people: Person[]): void {
  const absent = named.find((_, index) => unreachable(people[index] ?? { state: 'unknown' }) !== undefined);
  if (absent !== undefined)
    throw new Rejection(
      'not_a_member',
      `<@${absent}> has left, or is a guest or a bot, and nobody of that team. Nothing has changed; name members of the workspace.`,
    );
}

/** A team that is to support the services of others only has none, and is to get none. */
export function refuseOwning(before: TeamDescription, after: TeamDescription, { owns, incoming }: Load): void {
  if (mayOwn(after.teamType) || after.teamType === before.teamType || owns.length + incoming.length === 0) return;
  const [first] = owns;
  throw new Rejection(
    'supports_only',
    `Such a team supports services of others and owns none, and ${
      first === undefined ? `${incoming.join(', ')} is on its way to this one` : `this one owns ${owns.length}, ${first} among them`
    }. Nothing has changed; move them first: \`/service transfer\`.`,
  );
}

/** Whoever answers for what a service is to reach is not the one who has to reach it. */
export function refuseAccountable({ techLead }: TeamDescription, owned: Service[]): void {
  const theirs = owned.find((service) => service.state === 'registered' && service.productManager === techLead);
  if (theirs?.state === 'registered')
    throw new Rejection(
      'tech_lead_accountable',
      `<@${theirs.productManager}> answers for ${theirs.slug}, which this team runs, and cannot be its tech lead as well. Nothing has changed; pass ${theirs.slug} on first: \`/service edit ${theirs.slug}\`.`,
    );
}
