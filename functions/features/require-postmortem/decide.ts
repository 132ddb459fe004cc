import { lastCalloutRef } from '#domain/incident/callout';
import { incidents, type OpenIncident } from '#domain/incident/incident';
import { monthsUntil } from '#domain/incident/incidents-of';
import { factorsSinceKey } from '#domain/keys';
import { organisationRef } from '#domain/organisation/organisation';
import type { Act, Refs } from '#domain/perform';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import { SeenFactors } from '#domain/postmortem/beside';
import { candidates, firstRested } from '#domain/postmortem/owning';
import { isOpen, type KnownPostmortem, type OpenPostmortem, type Postmortem, postmortems } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { incidentOf, isPostmortem } from '#domain/postmortem/postmortem-id';
import type { There } from '#domain/postmortem/who-was-there';
import { everyRef, headRef } from '#domain/records';
import { serviceRef } from '#domain/service/service';
import { targetsRef } from '#domain/service/targets';
import { type TeamSlug, teamRef } from '#domain/team/team';
import { groupRef } from '#domain/workspace/group';
import { type Facts, facilitatorsIn, isOut, ownerOf, peopleAround, peopleChanged, productManagerOf } from './people.ts';
import { about } from './plan.ts';

/** `there`: what the log of the incident says; `teams`: whose days are whose; `recordedAt`: when it was put on record. */
export type FollowIncident = { at: string; there: There; teams: Readonly<Record<PersonId, TeamSlug>>; recordedAt: string };

const few = <One>(...some: (One | null | undefined)[]): One[] => some.filter((one) => one !== undefined && one !== null);

/** Makes the postmortem match its incident, however often and whenever it is asked. */
export const followIncident: Act<Postmortem, Facts, FollowIncident, PostmortemEvent> = {
  facts(postmortem, { there }, known, id): Refs<Facts> {
    const incident = known.incident?.state === 'none' ? undefined : known.incident;
    const service = few(incident?.service);
    const { customerSupport: support, facilitators } = known.organisation ?? {};
    return {
      incident: headRef(incidents, id && isPostmortem(id) ? incidentOf(id) : 'INC-0'),
      organisation: organisationRef,
      service: service.map(serviceRef),
      targets: service.map(targetsRef),
      team: few(incident && ownerOf(incident)).map(teamRef),
      builders: few(incident?.routing?.warranty?.team).map(teamRef),
      receivers: few(incident?.routing?.pending?.to).map(teamRef),
      support: support && 'group' in support ? [groupRef(support.group)] : [],
      facilitators: few(facilitators).map(groupRef),
      factors: service.flatMap((slug) => monthsAround(postmortem).map((month) => everyRef(factorsSinceKey(slug, month), SeenFactors))),
      people: peopleAround(postmortem, known, there).map(personRef),
      called: owners(incident, known).map(lastCalloutRef),
    };
  },
  decide(postmortem, facts, command, { id }) {
    const { incident } = facts;
    if (incident.state === 'none' || !isPostmortem(id)) return [];
    const events = about(postmortem, { id: incidentOf(id), incident, facts, command });
    const after = events.reduce(postmortems.evolve, postmortem);
    if (!isOpen(after) || after.pausedAt !== undefined) return events;
    const around = peopleAround(postmortem, facts, command.there);
    const of = (person: PersonId): Person => facts.people[around.indexOf(person)] ?? { state: 'unknown' };
    const led = assigned(after, incident, facts, { ...command, of });
    const leading = led.reduce(postmortems.evolve, after as Postmortem) as KnownPostmortem;
    return [...events, ...led, ...peopleChanged(leading, incident, facts, { ...command, of })];
  },
};

const monthsOfFactors = 7;
/** As many as can hold 90 days before it and after it; none where nothing is known of what contributed to it. */
function monthsAround(postmortem: Postmortem): string[] {
  if (postmortem.state === 'none' || postmortem.factors.length === 0) return [];
  return monthsUntil(new Date(Date.parse(postmortem.declaredAt) + 92 * 86_400_000).toISOString(), monthsOfFactors);
}

/** Whoever answers for the service comes last. */
const owners = (incident: OpenIncident | undefined, { service }: Partial<Facts>): PersonId[] =>
  incident ? [...new Set([...candidates(incident), ...few(productManagerOf(service))])] : [];

type Looked = { of: (person: PersonId) => Person; at: string; there: There };

/** Somebody drives it from the first minute, and somebody who was not in it leads the talk after a sev1, where there is one. Both are changed in one click. */
function assigned(postmortem: OpenPostmortem, incident: OpenIncident, facts: Facts, { of, at, there }: Looked): PostmortemEvent[] {
  const { owner, facilitator, peak, requirement } = postmortem;
  const out = (person: PersonId) => isOut(incident, of, person);
  const involved = new Set([...there.responders, ...there.reporters, owner]);
  const events: PostmortemEvent[] = [];
  if (owner === undefined || out(owner)) {
    const others = owners(incident, facts);
    const able = others.filter((person) => !out(person));
    // Nobody waits until morning for somebody who has left: whoever answers for the service has it until then.
    const next = firstRested(able, (person) => facts.called[others.indexOf(person)], at) ?? (owner && able.at(-1));
    if (next) events.push({ type: 'PostmortemOwnerAssigned', at, owner: next, because: owner === undefined ? 'default' : 'owner_left' });
  }
  const offered = facilitator === undefined ? peak === 'sev1' && requirement !== 'light' : out(facilitator);
  const fresh = offered ? facilitatorsIn(facts).find((person) => !out(person) && !involved.has(person)) : undefined;
  if (fresh) events.push({ type: 'PostmortemFacilitatorAssigned', at, facilitator: fresh });
  return events;
}
