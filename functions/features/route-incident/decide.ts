import type * as z from 'zod';
import type { IncidentEvent, LeftOut } from '#domain/incident/events';
import type { Incident, OpenIncident } from '#domain/incident/incident';
import { organisationRef } from '#domain/organisation/organisation';
import type { Act } from '#domain/perform';
import { type Person, type PersonId, personRef, unreachable } from '#domain/person/person';
import { assertionsRef } from '#domain/service/ownership';
import { serviceRef } from '#domain/service/service';
import { teamRef } from '#domain/team/team';
import { groupRef } from '#domain/workspace/group';
import { answering, assertionFor, type Catalogue, candidates, isAway, ownerOf, rungs, standing, swarm, wholeSwarm } from './people.ts';

export type RouteIncident = { at: string };
type Facts = Catalogue & { people: Person[] };

/** A head stays under 32 KB, also after a second owner. */
const mostPeople = 300;
const mostNamed = 100;

/** Whose it is as of the declaration, and who is asked in: decided once and kept, so that it can be told later why. */
export const routeIncident: Act<Incident, Facts, RouteIncident, IncidentEvent> = {
  facts(incident, _, known) {
    const open = incident.state === 'none' ? undefined : incident;
    const service = open?.service ? [open.service] : [];
    const owner = open && assertionFor(open, known)?.owner;
    const { incidentManagers, serviceDesk } = known.organisation ?? {};
    const group = answering(known)?.group;
    return {
      organisation: organisationRef,
      service: service.map(serviceRef),
      assertions: service.map(assertionsRef),
      owner: [owner].filter((team) => team !== undefined).map(teamRef),
      managers: [incidentManagers].filter((team) => team !== undefined).map(teamRef),
      desk: [serviceDesk].filter((team) => team !== undefined).map(teamRef),
      group: [group].filter((one) => one !== undefined).map(groupRef),
      people: open === undefined ? [] : candidates(open, known).map(personRef),
    };
  },
  decide(incident, facts, { at }) {
    if (incident.state === 'none' || incident.routing !== undefined) return [];
    const asked = reachableRungs(incident, facts);
    const [first] = asked;
    const event = routed(incident, facts, asked, at);
    if (first === undefined) return [event, { type: 'IncidentUnrouted', at, reason: 'nobody_to_ask' }];
    if (first.role === 'on_call') return [event];
    return [event, { type: 'IncidentEscalated', at, rung: 0, ...first, because: 'nobody_on_call' }];
  },
};

function routed(incident: OpenIncident, facts: Facts, ladder: ReturnType<typeof reachableRungs>, at: string): IncidentEvent {
  const reason = reasons(incident, facts);
  const [wanted, { working, uncoveredSince }, group] = [swarm(incident, facts), standing(incident, facts), answering(facts)?.group];
  const welcome = wanted.filter((person) => reason(person) === undefined);
  const later = wholeSwarm(incident, facts).filter((person) => !wanted.includes(person) && reason(person) === undefined);
  const ifSerious = later.slice(0, Math.max(0, mostPeople - welcome.length));
  const leftOut: z.infer<typeof LeftOut>[] = [
    ...wanted.flatMap((person) => {
      const why = reason(person);
      return why === undefined ? [] : [{ person, reason: why }];
    }),
    ...welcome.slice(mostPeople).map((person) => ({ person, reason: 'too_many' as const })),
  ];
  return {
    type: 'IncidentRouted',
    at,
    owner: ownerOf(incident, facts),
    working,
    uncoveredSince,
    ladder,
    swarm: welcome.slice(0, mostPeople),
    leftOut: leftOut.slice(0, mostNamed),
    moreLeftOut: Math.max(0, leftOut.length - mostNamed),
    ...(ifSerious.length > 0 && { ifSerious }),
    ...(group && { group }),
  };
}

/** The rungs that have someone on them; the others are passed over. */
function reachableRungs(incident: OpenIncident, facts: Facts) {
  const reason = reasons(incident, facts);
  return rungs(incident, facts)
    .map(({ role, people }) => ({ role, people: people.filter((person) => reason(person) === undefined) }))
    .filter(({ people }) => people.length > 0);
}

type Reason = ReturnType<typeof unreachable> | 'on_leave';

/** Why somebody is not asked in, if so. Whoever reports it is there, whatever the rota says. */
function reasons(incident: OpenIncident, facts: Facts): (person: PersonId) => Reason {
  const all = new Map(candidates(incident, facts).map((person, index) => [person, facts.people[index] ?? { state: 'unknown' as const }]));
  const reporters = [incident.reportedBy, incident.declaredBy];
  return (person) => {
    const reason = unreachable(all.get(person) ?? { state: 'unknown' });
    return reason ?? (!reporters.includes(person) && isAway(person, incident.askedSince, facts) ? 'on_leave' : undefined);
  };
}
