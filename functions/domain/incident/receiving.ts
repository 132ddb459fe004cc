import { type Organisation, organisationRef } from '#domain/organisation/organisation';
import type { Refs } from '#domain/perform';
import { type Person, type PersonId, personRef, unreachable } from '#domain/person/person';
import { type Service, serviceRef } from '#domain/service/service';
import { onLeave } from '#domain/team/rota';
import { type ActiveTeam, type Team, type TeamSlug, teamRef } from '#domain/team/team';
import { type Asking, ladderOf, onDuty, some } from './asking.ts';
import { type Callout, lastCalloutRef, restingSince } from './callout.ts';
import type { Incident } from './incident.ts';
import type { Rung } from './routing.ts';

/** What is looked at before an incident goes to other teams. Each list is empty where there is nothing of that kind to look at. */
export type Receiving = {
  organisation: Organisation;
  managers: Team[];
  service: Service[];
  receivers: Team[];
  people: Person[];
  called: (Callout | undefined)[];
};
type How = Pick<Asking, 'bestEndeavours' | 'compensation' | 'at'>;

const everyActive = (teams: Team[] = []): ActiveTeam[] => teams.filter((team) => team.state === 'active');

export function receivingRefs(incident: Incident, teams: TeamSlug[], at: string, known: Partial<Receiving>): Refs<Receiving> {
  const managers = known.organisation?.incidentManagers;
  const service = incident.state === 'none' || incident.service === null ? [] : [incident.service];
  const people = candidates(known, at);
  return {
    organisation: organisationRef,
    managers: managers === undefined ? [] : [teamRef(managers)],
    service: service.map(serviceRef),
    receivers: teams.map(teamRef),
    people: people.map(personRef),
    called: people.map(lastCalloutRef),
  };
}

/** Who of theirs is asked, in turn, and whose night that is. */
export function receivingLadder(id: string, facts: Receiving, how: How): Rung[] {
  const order = candidates(facts, how.at);
  const rotas = [...everyActive(facts.receivers), ...everyActive(facts.managers)].map(({ rota }) => rota);
  const unable = (person: PersonId) =>
    unreachable(facts.people[order.indexOf(person)] ?? { state: 'unknown' }) !== undefined ||
    rotas.some((rota) => onLeave(rota, person, how.at));
  return ladderOf({
    ...asking(facts, how),
    unable,
    restSince: (person) => restingSince(facts.called[order.indexOf(person)], id, how.at),
  });
}

/** Whoever is on duty as an incident manager, else who leads them. */
export function managerOnDuty({ managers }: Pick<Receiving, 'managers'>, at: string): PersonId[] {
  const all = everyActive(managers);
  const { superheroes } = onDuty(all, at);
  return superheroes.length > 0 ? superheroes : some(...all.map(({ lead }) => lead));
}

function asking(facts: Partial<Receiving>, how: How): Omit<Asking, 'unable' | 'restSince'> {
  const [managers] = everyActive(facts.managers);
  const productManager = facts.service?.find((one) => one.state === 'registered')?.productManager;
  return { ...how, teams: everyActive(facts.receivers), managers, management: some(productManager, ...(managers?.members ?? [])) };
}

function candidates(facts: Partial<Receiving>, at: string): PersonId[] {
  const anyone = { unable: () => false, restSince: () => undefined };
  const asked = [true, false].flatMap((bestEndeavours) => ladderOf({ ...asking(facts, { bestEndeavours, at }), ...anyone }));
  return some(...asked.flatMap(({ people }) => people));
}
