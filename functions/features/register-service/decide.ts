import { type Organisation, organisationRef } from '#domain/organisation/organisation';
import type { Act } from '#domain/perform';
import { type Person, type PersonId, personRef, unreachable } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { refuseTechLead, refuseUnlessColleague, standingOf } from '#domain/service/accountable';
import { type Asserting, asserted, assertingRefs, type SaidOwnership } from '#domain/service/asserting';
import { movedNames, type Naming, namingRefs } from '#domain/service/naming';
import type { SupportModel } from '#domain/service/ownership';
import { registered } from '#domain/service/registering';
import { descriptionOf, type Service, type ServiceDescription, type ServiceEvent } from '#domain/service/service';
import { refuseTooLong } from '#domain/service/too-long';
import { belongs } from '#domain/team/authority';
import type { TeamSlug } from '#domain/team/team';

export type RegisterNew = { by: PersonId; at: string; described: ServiceDescription; owner: TeamSlug; model: SupportModel };
type Facts = Naming & Asserting & { person: Person; organisation: Organisation; productManager: Person };

const about = ({ described: { slug } }: RegisterNew) => ({ slug, assertions: 0 });
const said = ({ owner, model, at, by }: RegisterNew): SaidOwnership => ({
  owner,
  model,
  solution: 'none',
  effectiveFrom: at,
  recordedBy: by,
});

/**
 * A new service with whose it is, in one: there is no instant at which it has no owner. Said by somebody who answers for it, or for who owns it;
 * where they are not in the team that they give it to, its lead is told at once.
 */
export const registerNew: Act<Service, Facts, RegisterNew, ServiceEvent> = {
  facts: (service, command, known) => ({
    ...namingRefs(service, command.described, known),
    ...assertingRefs(about(command), said(command), command.at, known),
    person: personRef(command.by),
    organisation: organisationRef,
    productManager: personRef(command.described.productManager),
  }),
  holds: ['others', 'teams'],
  decide(service, facts, command, { versions }) {
    const { by, at } = command;
    refuseUnlessColleague(facts.person);
    const described = descriptionOf(command.described);
    const { slug, productManager, lifecycle } = described;
    if (service.state === 'registered')
      throw new Rejection(
        'registered_already',
        `${slug} is in the catalogue already, and a name is never used twice. Nothing has changed; \`/service edit ${slug}\` changes what is said of it.`,
      );
    refuseTooLong(described);
    const [owner] = facts.teams;
    if (standingOf(described, by, { organisation: facts.organisation, owner }).length === 0)
      throw new Rejection(
        'registration_not_yours',
        `A service is registered by its product manager, by the lead of the team that owns it or by a head of the organisation, and you are none of them. Nothing has changed; ask <@${productManager}>.`,
      );
    if (unreachable(facts.productManager) !== undefined)
      throw new Rejection(
        'cannot_answer',
        `<@${productManager}> is no member of this workspace and cannot answer for a service. Nothing has changed.`,
      );
    refuseTechLead(productManager, owner);
    if (lifecycle === 'retired')
      throw new Rejection('not_allowed_next', 'What is switched off already has nobody to look after it. Nothing has changed.');
    const tell = owner?.state === 'active' && !belongs(owner, by) ? { tell: owner.lead } : {};
    const [first, ownership] = [registered(described, { at, by, ...tell }), asserted(about(command), said(command), facts, versions, at)];
    const names = movedNames(service, described, facts, versions);
    return { events: [...first.events, ...ownership.events], puts: [...first.puts, ...ownership.puts, ...names] };
  },
};
