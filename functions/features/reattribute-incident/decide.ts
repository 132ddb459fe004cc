import type { IncidentEvent } from '#domain/incident/events';
import type { Incident, OpenIncident } from '#domain/incident/incident';
import type { Owner } from '#domain/incident/routing';
import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { type LifecycleAssertion, lifecyclesRef } from '#domain/service/lifecycle';
import { type Assertion, assertionsRef, movedAt, ownerAt } from '#domain/service/ownership';
import type { ServiceSlug } from '#domain/service/service';
import { type TargetAssertion, targetsRef } from '#domain/service/targets';
import { type Team, teamRef } from '#domain/team/team';
import { asOf } from '#domain/time/assertions';

/** The correction that it may follow from: of which service, for which span, by which assertion. */
export type ReattributeIncident = {
  /** Nobody where a file said it. */
  by?: PersonId | undefined;
  at: string;
  service: ServiceSlug;
  assertion: number;
  from: string;
  until?: string | undefined;
};
type Facts = { assertions: Assertion[]; lifecycles: LifecycleAssertion[]; targets: TargetAssertion[]; owner: Team[] };

/** When customers began to be hurt, as believed now. */
const began = ({ impact, declaredAt }: OpenIncident): string => impact.map(({ from }) => from).toSorted()[0] ?? declaredAt;

/**
 * Whose it was when it broke is told anew where the history was corrected. Who was asked and who came stays as it was, and so does all that was
 * recorded before.
 */
export const reattributeIncident: Act<Incident, Facts, ReattributeIncident, IncidentEvent> = {
  facts(incident, { service }, { assertions = [] }) {
    const owner = incident.state === 'none' ? undefined : ownerAt(assertions, began(incident))?.owner;
    return {
      assertions: assertionsRef(service),
      lifecycles: lifecyclesRef(service),
      targets: targetsRef(service),
      owner: owner ? [teamRef(owner)] : [],
    };
  },
  decide(incident, facts, { by, at, service, assertion, from, until }) {
    if (incident.state === 'none' || incident.service !== service) return [];
    const [before, start] = [incident.attributed ?? incident.routing?.owner, began(incident)];
    // Whose it is has yet to be looked up, and will be in the corrected history.
    if (incident.routing === undefined || start < from || (until !== undefined && start >= until)) return [];
    const owner = ownerThen(facts, start, before);
    if (owner === undefined || (before && isSame(before, owner))) return [];
    return [{ type: 'IncidentReattributed', at, ...(by && { by }), owner, asOf: start, service, assertion }];
  },
};

const isSame = (one: Owner, other: Owner) => one.team === other.team && one.model === other.model && one.solution === other.solution;
const dayMs = 24 * 3_600_000;

function ownerThen({ assertions, lifecycles, targets, owner }: Facts, at: string, before: Owner | null | undefined): Owner | undefined {
  const [team, then] = [owner[0], ownerAt(assertions, at)];
  if (then === undefined || team === undefined || team.state === 'none') return undefined;
  const moved = movedAt(assertions, at)?.moved;
  const target = asOf(targets, at)?.targets.availability ?? before?.target;
  return {
    team: then.owner,
    teamType: team.teamType,
    ownershipVersion: then.version,
    model: then.model,
    solution: then.solution,
    lifecycle: asOf(lifecycles, at)?.to ?? before?.lifecycle ?? 'active',
    ...(target !== undefined && { target }),
    ...(moved && { daysSinceTransfer: Math.floor((Date.parse(at) - Date.parse(moved.effectiveFrom)) / dayMs) }),
  };
}
