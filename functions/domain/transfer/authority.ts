import { type Organisation, organisationRef } from '#domain/organisation/organisation';
import type { Refs } from '#domain/perform';
import { isGuest, refuseUnlessPerson } from '#domain/person/authority';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { type Service, serviceRef } from '#domain/service/service';
import { type Team, type TeamSlug, teamRef } from '#domain/team/team';
import type { OpenTransfer, Transfer } from './transfer.ts';
import type { ActsAs } from './transfer-events.ts';
import { isUnderWay } from './under-way.ts';

/** All that says with which right somebody acts on a transfer: who they are, and who is who today. */
export type Parties = { person: Person; service: Service; owner: Team; receiver: Team; tierTeams: Team[]; organisation: Organisation };

type Moving = { service: string; to: string };
export const movingOf = (transfer: Transfer): Moving =>
  transfer.state === 'none' ? { service: 'none', to: 'none' } : { service: transfer.service, to: transfer.plan.to };

export function partyRefs({ service, to }: Moving, by: PersonId, known: Partial<Parties>): Refs<Parties> {
  const owned = known.service?.state === 'registered' ? known.service.owned : undefined;
  return {
    person: personRef(by),
    service: serviceRef(service),
    owner: teamRef((owned?.owner ?? 'none') as TeamSlug),
    receiver: teamRef(to as TeamSlug),
    tierTeams: (owned?.support?.tiers ?? []).map(({ team }) => teamRef(team)),
    organisation: organisationRef,
  };
}

const leads = (team: Team, by: PersonId) => team.state === 'active' && team.lead === by;
export const headsOf = ({ heads = {} }: Organisation): PersonId[] => Object.values(heads).flatMap((some = []) => some);

/** Everything that somebody is to this transfer; who decides what is `domain.md` 2.5. */
export function rightsOf(by: PersonId, { service, owner, receiver, tierTeams, organisation }: Parties): ActsAs[] {
  if (service.state === 'none') return [];
  const is: Partial<Record<ActsAs, boolean>> = {
    owning_lead: leads(owner, by),
    supporting_lead: tierTeams.some((team) => leads(team, by)),
    receiving_lead: leads(receiver, by),
    product_manager: service.productManager === by,
    delegate: service.delegate === by,
    budget_holder: service.budgetHolder === by,
    org_head: headsOf(organisation).includes(by),
    head_of_operations: organisation.heads?.operations?.includes(by) ?? false,
  };
  return (Object.keys(is) as ActsAs[]).filter((right) => is[right]);
}

/** A person of this company: a guest is asked to leave it to those whose decision it is. */
export function refuseOutsiders(person: Person): void {
  refuseUnlessPerson(person);
  if (isGuest(person))
    throw new Rejection(
      'transfer_by_guest',
      'Guests can help, but whose a service is, and how it is run, members of the workspace decide. Nothing has changed; ask one who is in it.',
    );
}

/** With which of these rights they act, the first they have; without any they are told who could. */
export function actingAs(by: PersonId, parties: Parties, allowed: readonly ActsAs[], refused: () => Rejection): ActsAs {
  refuseOutsiders(parties.person);
  const rights = rightsOf(by, parties);
  const as = allowed.find((right) => rights.includes(right));
  if (as === undefined) throw refused();
  return as;
}

/** The transfer, as long as it is under way. */
export function underWay(transfer: Transfer): OpenTransfer {
  if (transfer.state === 'none') throw noSuchTransfer();
  if (!isUnderWay(transfer))
    throw new Rejection(
      'transfer_over',
      `It is ${transfer.state} already, so nothing has changed. \`/service transfer\` asks for a new one.`,
    );
  return transfer;
}

export const noSuchTransfer = () =>
  new Rejection('no_transfer', 'There is no such transfer. `/service transfer` shows those that are under way.');

/** The service of a transfer is always there; its record alone does not say so. */
export function registered(service: Service): Exclude<Service, { state: 'none' }> {
  if (service.state === 'none')
    throw new Rejection('no_service', 'There is no such service, so nothing has changed. `/service register` puts one on record.');
  return service;
}
