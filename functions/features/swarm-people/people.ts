import { type Callout, restingSince } from '#domain/incident/callout';
import type { CalledOut } from '#domain/incident/routing';
import type { PersonId } from '#domain/person/person';
import { type Assertion, ownerAt } from '#domain/service/ownership';
import type { Named, ServiceSlug } from '#domain/service/service';
import { onCall } from '#domain/team/rota';
import type { ActiveTeam, Team } from '#domain/team/team';
import { atWork } from '#domain/team/working-hours';

/** What leads from a service that was named to whoever is on call for it. A list is empty where there is nothing of that kind to look at. */
export type Catalogue = { names: (Named | undefined)[]; assertions: Assertion[][]; owner: Team[] };

export const meant = ({ names }: Partial<Catalogue>): ServiceSlug | undefined => names?.find((one) => one !== undefined)?.service;

/** Help is wanted now, so whoever owns it now gives it, whatever the incident was declared under. */
export const ownerNow = ({ assertions }: Partial<Catalogue>, at: string) => ownerAt(assertions?.[0] ?? [], at)?.owner;

export const activeOwner = ({ owner }: Partial<Catalogue>): ActiveTeam | undefined => owner?.find((team) => team.state === 'active');

/** Who is on call, and who stands in where nobody is. */
export function onDuty(catalogue: Partial<Catalogue>, at: string): PersonId[] {
  const team = activeOwner(catalogue);
  if (team === undefined) return [];
  const { superhero, sideKick } = onCall(team.rota, team.zone, at);
  return [superhero, sideKick].filter((person) => person !== null);
}

/** Whoever is not at work is called out; they should be rested, if somebody is. */
export function calledOut(person: PersonId, team: ActiveTeam | undefined, restSince: string | undefined, at: string): CalledOut[] {
  if (team === undefined || atWork(team, at)) return [];
  return [{ person, compensation: 'callout_pay', ...(restSince && { restSince }) }];
}

/** The first who is not resting, or the first. */
export function rested(people: PersonId[], last: (person: PersonId) => Callout | undefined, incident: string, at: string) {
  const resting = (person: PersonId) => restingSince(last(person), incident, at);
  const person = people.find((one) => resting(one) === undefined) ?? people[0];
  return person && { person, restSince: resting(person) };
}
