import type { Organisation } from '#domain/organisation/organisation';
import { isGuest, refuseUnlessPerson } from '#domain/person/authority';
import type { Person, PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { isHead, leads } from '#domain/team/authority';
import type { Team } from '#domain/team/team';
import type { RegisteredService, Service } from './service.ts';

/** On whose word something is decided about a service. */
export type Standing = 'product_manager' | 'delegate' | 'org_head' | 'lead';

type Looked = { organisation?: Organisation | undefined; owner?: Team | undefined };
type Accountable = Pick<RegisteredService, 'productManager' | 'delegate'>;

/** Everything somebody is to a service, the most that they are first. */
export const standingOf = ({ productManager, delegate }: Accountable, by: PersonId, { organisation, owner }: Looked): Standing[] => [
  ...(by === productManager ? (['product_manager'] as const) : []),
  ...(by === delegate ? (['delegate'] as const) : []),
  ...(organisation && isHead(organisation, by) ? (['org_head'] as const) : []),
  ...(owner?.state === 'active' && leads(owner, by) ? (['lead'] as const) : []),
];

/** A record of the organisation is kept by its members. */
export function refuseUnlessColleague(person: Person): void {
  refuseUnlessPerson(person);
  if (isGuest(person))
    throw new Rejection(
      'guest',
      'Guests see the incidents they are in; who owns what is for members of the workspace. Nothing has changed; ask one of them.',
    );
}

export function registeredOne(service: Service): RegisteredService {
  if (service.state === 'none')
    throw new Rejection('no_service', 'There is no such service. Nothing has changed; `/service list` shows those that there are.');
  return service;
}

/** The product manager answers for it: a lead who did would decide about what they have to do themselves. */
export function refuseTechLead(person: PersonId, owner: Team | undefined): void {
  if (owner?.state === 'active' && owner.techLead === person)
    throw new Rejection(
      'tech_lead_accountable',
      `<@${person}> is the tech lead of the team that runs it and cannot answer for its targets as well. Nothing has changed; name its product manager, who can nominate the tech lead as their delegate.`,
    );
}
