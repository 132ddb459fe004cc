import type * as z from 'zod';
import { onDuty } from '#domain/incident/asking';
import { type Callout, lastCalloutRef, restingSince } from '#domain/incident/callout';
import type { IncidentEvent } from '#domain/incident/events';
import { asksNobody, type Incident, isActive, type OpenIncident } from '#domain/incident/incident';
import { isCovered, type LeftOut, type Rung } from '#domain/incident/routing';
import { organisationRef } from '#domain/organisation/organisation';
import type { Act } from '#domain/perform';
import { peopleAmong } from '#domain/person/author';
import { type Person, type PersonId, personRef, unreachable } from '#domain/person/person';
import { assertionsRef } from '#domain/service/ownership';
import { serviceRef } from '#domain/service/service';
import { teamRef } from '#domain/team/team';
import { atWork } from '#domain/team/working-hours';
import { transferRef } from '#domain/transfer/transfer';
import { groupRef } from '#domain/workspace/group';
import * as found from './people.ts';

export type RouteIncident = { at: string };
/** `called`: when each of those who may be asked was called outside of their hours last. */
type Facts = found.Catalogue & { people: Person[]; called: (Callout | undefined)[] };

/** A head stays under 32 KB, also after a second owner. */
const mostPeople = 300;
const mostNamed = 100;
const few = <One>(...some: (One | undefined)[]): One[] => some.filter((one) => one !== undefined);

/** Whose it is has yet to be looked up. A service may be named after it is over: then it is known whose it was, and nobody is asked. */
export const ownerIsOpen = (incident: OpenIncident): boolean =>
  incident.routing === undefined && (isActive(incident) || asksNobody(incident) || (incident.service !== null && counts(incident)));

const counts = ({ state }: OpenIncident) => state !== 'cancelled' && state !== 'duplicate';

/** Whose it is as of the declaration, and who is asked in: decided once and kept, so that it can be told later why. */
export const routeIncident: Act<Incident, Facts, RouteIncident, IncidentEvent> = {
  facts(incident, _, known) {
    const open = incident.state === 'none' ? undefined : incident;
    const service = few(open?.service ?? undefined);
    const { incidentManagers, serviceDesk } = known.organisation ?? {};
    return {
      organisation: organisationRef,
      service: service.map(serviceRef),
      assertions: service.map(assertionsRef),
      owner: few(open && found.assertionFor(open, known)?.owner).map(teamRef),
      line: open === undefined ? [] : found.lineTeams(open, known).map(teamRef),
      shadow: few(open && found.shadowTeam(open, known)).map(teamRef),
      former: few(open && found.warrantyFor(open, known)?.team).map(teamRef),
      standIns: open === undefined ? [] : found.standInTeams(open, known).map(teamRef),
      moves: open === undefined ? [] : found.transfersAround(open, known).map(transferRef),
      managers: few(incidentManagers).map(teamRef),
      desk: few(serviceDesk).map(teamRef),
      group: few(found.groupTeam(known)?.group).map(groupRef),
      people: open === undefined ? [] : found.candidates(open, known).map(personRef),
      called: open === undefined ? [] : found.askable(open, known).map(lastCalloutRef),
    };
  },
  decide(incident, facts, { at }, { id }) {
    if (incident.state === 'none' || incident.routing !== undefined) return [];
    const able = { unable: (person: PersonId) => reasons(incident, facts)(person) !== undefined, restSince: resting(incident, facts, id) };
    const asked = found.rungs(incident, facts, able);
    const [first] = asked;
    const event = routed(incident, facts, asked, at, able);
    if (!isActive(incident) || asksNobody(incident)) return [ownerOnly(event)];
    if (first === undefined) return [event, { type: 'IncidentUnrouted', at, reason: 'nobody_to_ask' }];
    if (first.role === 'on_call' || event.waitsUntil !== undefined) return [event];
    return [event, { type: 'IncidentEscalated', at, rung: 0, ...first, because: isCovered(asked) ? 'on_call_resting' : 'nobody_on_call' }];
  },
};

/** Whose it was when it broke is known; nobody comes for what is over. */
const ownerOnly = ({ type, at, owner, working, uncoveredSince, lines }: Routed): IncidentEvent => ({
  type,
  at,
  owner,
  working,
  uncoveredSince,
  ladder: [],
  swarm: [],
  leftOut: [],
  moreLeftOut: 0,
  ...(lines && { lines }),
});

type Routed = Extract<IncidentEvent, { type: 'IncidentRouted' }>;
type Able = { unable: (person: PersonId) => boolean; restSince: (person: PersonId) => string | undefined };

function routed(incident: OpenIncident, facts: Facts, ladder: Rung[], at: string, able: Able): Routed {
  const reason = reasons(incident, facts);
  const [wanted, { working, uncoveredSince }, group] = [
    found.swarm(incident, facts),
    found.standing(incident, facts),
    found.ownersAnswer(incident, facts) ? found.groupTeam(facts)?.group : undefined,
  ];
  const welcome = wanted.filter((person) => reason(person) === undefined);
  const later = found.wholeSwarm(incident, facts).filter((person) => !wanted.includes(person) && reason(person) === undefined);
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
    owner: found.ownerOf(incident, facts),
    working,
    uncoveredSince,
    ladder,
    swarm: welcome.slice(0, mostPeople),
    leftOut: leftOut.slice(0, mostNamed),
    moreLeftOut: Math.max(0, leftOut.length - mostNamed),
    ...(ifSerious.length > 0 && { ifSerious }),
    ...(group && { group }),
    ...supported(incident, facts, able),
  };
}

/** What follows from the way it is supported (`domain.md` 2.9). */
function supported(incident: OpenIncident, facts: Facts, able: Able): Partial<Routed> {
  const plan = found.planFor(incident, facts);
  const warranty = found.warrantyFor(incident, facts);
  const former = facts.former.find((team) => team.state === 'active');
  const pending = found.pendingFor(incident, facts);
  const standIns = found.standInTeams(incident, facts).filter((_, index) => facts.standIns[index]?.state === 'active');
  return {
    ...(plan && { lines: plan.lines }),
    ...(plan?.waits && { waitsUntil: found.askedAt(incident, facts) }),
    ...(plan?.uncovered && { uncovered: true }),
    ...shadowed(incident, facts, able),
    ...(pending && { pending: { transfer: pending.transfer, to: pending.to, plannedAt: pending.plannedAt } }),
    ...(standIns.length > 0 && { standIns }),
    ...(warranty && { warranty: { ...warranty, ...(former?.channel && { channel: former.channel }) } }),
  };
}

function shadowed(incident: OpenIncident, facts: Facts, { unable, restSince }: Able): Pick<Routed, 'shadow'> {
  const team = found.shadowTeam(incident, facts);
  const known = facts.shadow.find((one) => one.state === 'active');
  // A private one is for those who have to know of it.
  if (team === undefined || known === undefined || incident.private) return {};
  // Nothing hangs on them, so nobody's rest is broken for it.
  const people = onDuty([known], incident.askedSince).superheroes.filter((person) => !unable(person) && restSince(person) === undefined);
  if (people.length === 0) return {};
  const out = atWork(known, incident.askedSince) ? [] : people;
  return { shadow: { team, people, calledOut: out.map((person) => ({ person, compensation: 'callout_pay' as const })) } };
}

type Reason = ReturnType<typeof unreachable> | 'on_leave';

/** Why somebody is not asked in, if so. Whoever reports it is there, whatever the rota says. */
function reasons(incident: OpenIncident, facts: Facts): (person: PersonId) => Reason {
  const all = new Map(
    found.candidates(incident, facts).map((person, index) => [person, facts.people[index] ?? { state: 'unknown' as const }]),
  );
  const reporters = peopleAmong(incident.reportedBy, incident.declaredBy);
  return (person) => {
    const reason = unreachable(all.get(person) ?? { state: 'unknown' });
    return reason ?? (!reporters.includes(person) && found.isAway(person, incident.askedSince, facts) ? 'on_leave' : undefined);
  };
}

/** Since when somebody should be resting. What they were called for in this matter is no reason. */
function resting(incident: OpenIncident, facts: Facts, id: string) {
  const called = new Map(found.askable(incident, facts).map((person, index) => [person, facts.called[index]]));
  return (person: PersonId) => restingSince(called.get(person), id, incident.askedSince);
}
