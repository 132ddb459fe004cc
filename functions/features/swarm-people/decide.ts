import { type Actor, activeTo, refuseOutsider } from '#domain/incident/authority';
import { type Callout, lastCalloutRef } from '#domain/incident/callout';
import type { IncidentEvent } from '#domain/incident/events';
import type { ActiveIncident, Incident } from '#domain/incident/incident';
import type { Act } from '#domain/perform';
import { isGuest } from '#domain/person/authority';
import { type CannotCome, cannotCome, sorted } from '#domain/person/bringing-in';
import { type Person, type PersonId, personRef, unreachable } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { lookUps } from '#domain/service/names';
import { assertionsRef } from '#domain/service/ownership';
import { namedRef, type ServiceSlug } from '#domain/service/service';
import { teamRef } from '#domain/team/team';
import { type Group, type GroupId, groupRef } from '#domain/workspace/group';
import { activeOwner, type Catalogue, calledOut, meant, onDuty, ownerNow, rested } from './people.ts';

/** `service` as it was said; empty where none was. */
export type SwarmPeople = Actor & { at: string; people: PersonId[]; groups: GroupId[]; service: string };
/** What the person who asked is told: who comes, who cannot, and whose members we do not know. */
export type Swarmed = { coming: PersonId[]; cannot: CannotCome[]; emptyGroups: GroupId[]; asked: PersonId[] };

type Facts = Catalogue & {
  person: Person;
  people: Person[];
  groups: Group[];
  members: Person[];
  duty: Person[];
  called: (Callout | undefined)[];
};

/** A head stays small, and a room for more than this is no place to work in. */
const mostAtOnce = 100;
const mostInside = 500;

/** Brings in whoever is needed: by name, by their group, or as the on-call of a service, who is paged. */
export const swarmPeople: Act<Incident, Facts, SwarmPeople, IncidentEvent> = {
  facts(_, { by, at, people, groups, service }, known) {
    const slug = meant(known);
    const owner = ownerNow(known, at);
    return {
      person: personRef(by),
      people: people.map(personRef),
      groups: groups.map(groupRef),
      members: membersOf(known.groups).map(personRef),
      names: lookUps(service).map(namedRef),
      assertions: slug === undefined ? [] : [assertionsRef(slug)],
      owner: owner === undefined ? [] : [teamRef(owner)],
      duty: onDuty(known, at).map(personRef),
      called: onDuty(known, at).map(lastCalloutRef),
    };
  },
  decide(incident, facts, command, { id }) {
    const { by, inRoom, service } = command;
    const open = activeTo(incident, facts.person, { by, inRoom });
    if (isGuest(facts.person))
      throw new Rejection('swarm_by_guest', 'Guests can help, but a member of the workspace has to bring others in. Ask one who is in it.');
    refuseOutsider(open, by);
    const named = byName(facts, command);
    const helper = service === '' ? undefined : onCallOf(open, facts, command, id);
    const events: IncidentEvent[] = [...named.events, ...(helper?.events ?? [])];
    refuseCrowd(open, events);
    const coming = events.flatMap((event) => (event.type === 'IncidentSwarmChanged' ? event.people : []));
    const answer: Swarmed = { coming, cannot: named.cannot, emptyGroups: named.emptyGroups, asked: helper?.asked ?? [] };
    if (coming.length === 0 && answer.asked.length === 0) throw nobodyComes(answer);
    return { events, answer };
  },
};

const membersOf = (groups: Group[] = []): PersonId[] => [...new Set(groups.flatMap(({ members }) => members))].slice(0, mostAtOnce + 1);

function byName(facts: Facts, { by, at, people, groups }: SwarmPeople) {
  const [one, many] = [sorted(people, facts.people), sorted(membersOf(facts.groups), facts.members)];
  const ofGroups = many.coming.filter((person) => !one.coming.includes(person));
  const brought = { type: 'IncidentSwarmChanged', at, by } as const;
  const events: IncidentEvent[] = [
    ...(one.coming.length > 0 ? [{ ...brought, people: one.coming, because: 'person' as const }] : []),
    ...(ofGroups.length > 0 ? [{ ...brought, people: ofGroups, because: 'group' as const }] : []),
  ];
  return { events, cannot: one.cannot, emptyGroups: groups.filter((_, index) => facts.groups[index]?.members.length === 0) };
}

/** Somebody who has been asked in this matter already is not woken again. */
function onCallOf(
  incident: ActiveIncident,
  facts: Facts,
  { by, at }: SwarmPeople,
  id: string,
): { events: IncidentEvent[]; asked: PersonId[] } {
  const service = meant(facts);
  if (service === undefined)
    throw new Rejection(
      'no_such_service',
      'That names neither a person, a group nor a service of the catalogue. Nobody was brought in: try a name or an alias of the service.',
    );
  const duty = onDuty(facts, at);
  const reachable = duty.filter((_, index) => unreachable(facts.duty[index] ?? { state: 'unknown' }) === undefined);
  const called = rested(reachable, (one) => facts.called[duty.indexOf(one)], id, at);
  if (called === undefined) throw nobodyOnCall(facts, service);
  const { person, restSince } = called;
  const { asked, swarmed, generation } = incident;
  const before = [
    ...asked.flatMap((rung) => rung.people),
    ...swarmed.filter((one) => one.generation === generation).flatMap((one) => one.people),
  ];
  if (before.includes(person)) return { events: [], asked: [person] };
  const out = calledOut(person, activeOwner(facts), restSince, at);
  const wokenFor = out.length > 0 ? { calledOut: out } : {};
  return { events: [{ type: 'IncidentSwarmChanged', at, by, people: [person], because: 'service', service, ...wokenFor }], asked: [] };
}

function nobodyOnCall(facts: Facts, service: ServiceSlug): Rejection {
  const team = activeOwner(facts);
  const next =
    team === undefined
      ? 'It has no owner on record; name somebody instead.'
      : `Its owner's lead is <@${team.lead}>: \`/incident swarm\` with their name brings them in.`;
  return new Rejection('nobody_on_call', `Nobody is on call for ${service} now, so nobody was brought in. ${next}`);
}

function refuseCrowd({ insiders }: ActiveIncident, events: IncidentEvent[]): void {
  const wanted = events.flatMap((event) => (event.type === 'IncidentSwarmChanged' ? event.people : []));
  if (wanted.length > mostAtOnce || new Set([...insiders, ...wanted]).size > mostInside)
    throw new Rejection(
      'too_many_people',
      `That is more people than one room can work with (${mostAtOnce} at once, ${mostInside} in all). Nobody was brought in; name those who are needed first.`,
    );
}

function nobodyComes({ cannot, emptyGroups }: Swarmed): Rejection {
  if (cannot.length === 0 && emptyGroups.length === 0)
    return new Rejection('nobody_named', 'Nobody was named, so nobody was brought in. Name people, a group or a service.');
  const groups = emptyGroups.map((group) => `<!subteam^${group}> (nobody that Slack has told us of)`).join(', ');
  const all = [cannotCome(cannot), groups].filter((part) => part !== '').join(', ');
  return new Rejection('nobody_comes', `Nobody was brought in: ${all} cannot come. Name somebody else who can help.`);
}
