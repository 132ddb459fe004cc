import { type Callout, lastCalloutRef } from '#domain/incident/callout';
import { type Incident, incidents, mayKnow, type OpenIncident } from '#domain/incident/incident';
import { type Organisation, organisationRef } from '#domain/organisation/organisation';
import type { Act } from '#domain/perform';
import { type Person, type PersonId, personRef, unreachable } from '#domain/person/person';
import { firstRested, firstTold, nobodyPicked } from '#domain/postmortem/owning';
import type { KnownPostmortem, Postmortem } from '#domain/postmortem/postmortem';
import type { OverdueRung, PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { decideStep, dueStep, isOfLadder, ownerStep, restedStep, rungOf, type Step, stepsOf } from '#domain/postmortem/timers';
import { headRef } from '#domain/records';
import { type Service, serviceRef } from '#domain/service/service';
import { type Team, type TeamSlug, teamRef } from '#domain/team/team';
import { isDue } from '#domain/time/due';

export type RemindPostmortem = { at: string };
type Facts = {
  incident: Incident;
  organisation: Organisation;
  service: Service;
  team: Team;
  people: Person[];
  called: (Callout | undefined)[];
};

/** Time has come: nobody has picked an owner, or it is due and not done. It never ends by itself, and nobody's work is held up by it. */
export const remindPostmortem: Act<Postmortem, Facts, RemindPostmortem, PostmortemEvent> = {
  facts(postmortem, _, known) {
    const { incident, service, team } = postmortem.state === 'none' ? nothing : postmortem;
    const around = peopleAround(postmortem, known);
    return {
      incident: headRef(incidents, incident),
      organisation: organisationRef,
      service: serviceRef(service ?? 'none'),
      team: teamRef((team ?? 'none') as TeamSlug),
      people: around.map(personRef),
      called: around.map(lastCalloutRef),
    };
  },
  decide(postmortem, facts, { at }) {
    const { incident } = facts;
    if (postmortem.state === 'none' || incident.state === 'none') return [];
    // A schedule keeps whole minutes and may come a little early.
    const due = stepsOf(postmortem).filter((step) => isDue(step.at, at, true));
    const ladder = due.filter(isOfLadder).slice(0, 1);
    return [...due.filter((step) => !isOfLadder(step)), ...ladder].flatMap((step) => taken(step, postmortem, incident, facts, at));
  },
};

const nothing = { incident: 'INC-0', service: null, team: null } as const;
const some = (...people: (PersonId | undefined)[]): PersonId[] => [...new Set(people.filter((one) => one !== undefined))];
const productManagerOf = (service: Service | undefined) => (service?.state === 'registered' ? service.productManager : undefined);
const headsOf = ({ heads = {} }: Organisation) => some(...(heads.product ?? []), ...(heads.delivery ?? []), ...(heads.operations ?? []));

/** Everybody whom some step may concern. */
function peopleAround(postmortem: Postmortem, { incident, organisation, service, team }: Partial<Facts>): PersonId[] {
  if (postmortem.state === 'none' || incident === undefined || incident.state === 'none') return [];
  const owners = nobodyPicked(incident, postmortem.owner, productManagerOf(service));
  return some(
    ...owners,
    ...firstTold(incident),
    productManagerOf(service),
    team?.state === 'active' ? team.lead : undefined,
    ...(organisation ? headsOf(organisation) : []),
  );
}

function taken({ step }: Step, postmortem: KnownPostmortem, incident: OpenIncident, facts: Facts, at: string): PostmortemEvent[] {
  const around = peopleAround(postmortem, facts);
  const able = (people: PersonId[]) =>
    people.filter((one) => unreachable(facts.people[around.indexOf(one)] ?? { state: 'unknown' }) === undefined && mayKnow(incident, one));
  if (step === ownerStep) {
    const last = (person: PersonId) => facts.called[around.indexOf(person)];
    const next = firstRested(able(nobodyPicked(incident, postmortem.owner, productManagerOf(facts.service))), last, at);
    const done: PostmortemEvent = { type: 'PostmortemStepTaken', at, step };
    if (next === undefined || next === postmortem.owner) return [done];
    return [{ type: 'PostmortemOwnerAssigned', at, owner: next, because: 'nobody_picked' }, done];
  }
  // Somebody is looked for whenever it is nobody's and anybody looks at it.
  if (step === restedStep || step === decideStep) return [{ type: 'PostmortemStepTaken', at, step }];
  if (step === dueStep) return [{ type: 'PostmortemDue', at }];
  const rung = rungOf(step);
  if (rung === undefined) return [];
  if (rung === 'org_heads') return [{ type: 'PostmortemEscalated', at, people: able(headsOf(facts.organisation)) }];
  return [{ type: 'PostmortemOverdue', at, rung, people: able(toldOn(rung, incident, facts)).slice(0, 1) }];
}

/**
 * Each is told by themselves, and nobody else hears of it: the first of these who can be. Without a commander it is whoever had the incident
 * last; with neither, the log says that nobody was told, and the next rung comes on its own day.
 */
function toldOn(rung: Exclude<OverdueRung, 'org_heads'>, incident: OpenIncident, { service, team }: Facts): PersonId[] {
  const told = {
    commander: firstTold(incident),
    lead: some(team.state === 'active' ? team.lead : undefined),
    product_manager: some(productManagerOf(service)),
  };
  return told[rung];
}
