import { type Callout, calloutsRef } from '#domain/incident/callout';
import { type Incident, type IncidentId, incidents } from '#domain/incident/incident';
import { type IncidentOf, monthsUntil, newestOf, ofServiceRef, ofTeamRef } from '#domain/incident/incidents-of';
import type { Refs } from '#domain/perform';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import { headRef } from '#domain/records';
import { type Service, serviceRef } from '#domain/service/service';
import { type Load, loadRef } from '#domain/team/load';
import { type Team, type TeamSlug, teamRef } from '#domain/team/team';
import type { Plan } from './transfer-events.ts';

/** What the guardrails look at, read by key; the names do not collide with those of an act's own facts. */
export type Surroundings = {
  receiver: Team;
  receiverLoad: Load;
  /** What the receiver owns already. */
  receiverServices: Service[];
  receiverPeople: Person[];
  receiverCallouts: Callout[][];
  receiverIncidents: IncidentOf[][];
  /** Teams on its tiers, or that cover it out of hours. */
  supporters: Team[];
  sender: Team[];
  senderLoad: Load[];
  movingIncidents: IncidentOf[][];
  incidentsAround: Incident[];
};

type Looked = { plan: Pick<Plan, 'to' | 'support'>; at: string };
/** Months that four weeks of calls reach into, and in which what still burns has begun. */
const [calledMonths, ownMonths, teamMonths] = [2, 4, 2];
const [mostOwn, mostOfTeam] = [30, 60];

/** Asked again with what is known until it names nothing new. */
export function surroundingRefs(moving: Service, { plan, at }: Looked, known: Partial<Surroundings>): Refs<Surroundings> {
  const [slug, from] = moving.state === 'registered' ? [moving.slug, moving.owned?.owner] : [];
  const people = peopleOf(known.receiver);
  return {
    receiver: teamRef(plan.to),
    receiverLoad: loadRef(plan.to),
    receiverServices: (known.receiverLoad?.owns ?? []).map(serviceRef),
    receiverPeople: people.map(personRef),
    receiverCallouts: people.flatMap((person) => monthsUntil(at, calledMonths).map((month) => calloutsRef(person, month))),
    receiverIncidents: monthsUntil(at, teamMonths).map((month) => ofTeamRef(plan.to, month)),
    supporters: supportersOf(plan).map(teamRef),
    sender: from === undefined ? [] : [teamRef(from)],
    senderLoad: from === undefined ? [] : [loadRef(from)],
    movingIncidents: slug === undefined ? [] : monthsUntil(at, ownMonths).map((month) => ofServiceRef(slug, month)),
    incidentsAround: incidentsNear(known).map((id) => headRef(incidents, id)),
  };
}

/** The service's newest and the receiver's: which of them still go on is in their heads. */
export const incidentsNear = ({ movingIncidents, receiverIncidents }: Partial<Surroundings>): IncidentId[] => [
  ...new Set([...newestOf(movingIncidents, mostOwn), ...newestOf(receiverIncidents, mostOfTeam)]),
];

/** Who answers for the receiving team: its lead and whoever has a turn in its rota. */
export const peopleOf = (team: Team | undefined): PersonId[] =>
  team?.state === 'active' ? [...new Set([team.lead, ...(team.rota?.order ?? [])])] : [];

export const supportersOf = ({ to, support }: Looked['plan']): TeamSlug[] => [
  ...new Set([...(support?.tiers ?? []).map(({ team }) => team), ...(support?.cover ? [support.cover] : [])].filter((team) => team !== to)),
];
