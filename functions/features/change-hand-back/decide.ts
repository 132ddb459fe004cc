import { type Organisation, organisationRef } from '#domain/organisation/organisation';
import type { Act } from '#domain/perform';
import { isGuest, refuseUnlessPerson } from '#domain/person/authority';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { type Asserting, asserted, assertingRefs, type SaidOwnership } from '#domain/service/asserting';
import { assertionsRef } from '#domain/service/ownership';
import type { RegisteredService, Service, ServiceEvent } from '#domain/service/service';
import { isHead, leads } from '#domain/team/authority';
import { type Team, type TeamSlug, teamRef } from '#domain/team/team';

export type ChangeHandBack = { by: PersonId; at: string; to: TeamSlug };
type Facts = Asserting & { person: Person; organisation: Organisation; owner: Team[] };

/** Who takes it back when there is money for features again. Whose it is now does not change by it. */
export const changeHandBack: Act<Service, Facts, ChangeHandBack, ServiceEvent> = {
  facts: (service, { by, at, to }, known) => ({
    person: personRef(by),
    organisation: organisationRef,
    owner: isOwned(service) ? [teamRef(service.owned.owner)] : [],
    ...(isOwned(service)
      ? assertingRefs(service, said(service, to, at, by), at, known)
      : { teams: [], assertions: assertionsRef('none'), loads: [] }),
  }),
  holds: ['teams'],
  decide(service, facts, { by, at, to }, { versions }) {
    refuseUnlessPerson(facts.person);
    if (!isOwned(service))
      throw new Rejection('no_owner', 'Nobody owns that service, so there is nobody to take it back from. Nothing has changed.');
    const [owner] = facts.owner;
    const theirs = owner?.state === 'active' && leads(owner, by);
    if (isGuest(facts.person) || (!theirs && ![service.productManager, service.delegate].includes(by) && !isHead(facts.organisation, by)))
      throw new Rejection(
        'not_theirs_to_say',
        `Who takes ${service.name} back is said by the lead of the team that has it, by its product manager <@${service.productManager}> or by a head of the organisation. Nothing has changed; ask one of them.`,
      );
    if (service.owned.handBack === to) return [];
    return asserted(service, said(service, to, at, by), facts, versions, at);
  },
};

type Owned = RegisteredService & { owned: NonNullable<RegisteredService['owned']> };
const isOwned = (service: Service): service is Owned => service.state === 'registered' && service.owned !== undefined;

function said({ owned: { version: _, ...owned } }: Owned, to: TeamSlug, at: string, by: PersonId): SaidOwnership {
  return { ...owned, handBack: to, effectiveFrom: new Date(at).toISOString(), recordedBy: by };
}
