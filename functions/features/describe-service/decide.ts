import { type Organisation, organisationRef } from '#domain/organisation/organisation';
import type { Act } from '#domain/perform';
import { type Person, type PersonId, personRef, unreachable } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { refuseTechLead, refuseUnlessColleague, registeredOne, standingOf } from '#domain/service/accountable';
import { movedNames, type Naming, namingRefs } from '#domain/service/naming';
import { describedAnew } from '#domain/service/registering';
import { descriptionOf, type RegisteredService, type Service, type ServiceDescription, type ServiceEvent } from '#domain/service/service';
import { refuseTooLong } from '#domain/service/too-long';
import { type Team, teamRef } from '#domain/team/team';

/** What has changed in its form: what is `undefined` there is taken away, and what is not there stays. */
export type DescribeService = {
  by: PersonId;
  at: string;
  described: { [Field in keyof ServiceDescription]?: ServiceDescription[Field] | undefined };
};
type Facts = Naming & { person: Person; organisation: Organisation; owner: Team[]; named: Person[] };

function merged(service: RegisteredService, { described }: DescribeService): ServiceDescription {
  const all = Object.entries({ ...descriptionOf(service), ...described, slug: service.slug });
  return descriptionOf(Object.fromEntries(all.filter(([, value]) => value !== undefined)) as ServiceDescription);
}

/** Its names, its contacts and who answers for it. Its lifecycle and its targets do not change by that, nor whose it is. */
export const describeService: Act<Service, Facts, DescribeService, ServiceEvent> = {
  facts(service, command, known) {
    const { by } = command;
    const after = service.state === 'none' ? undefined : merged(service, command);
    const people = after ? [after.productManager, ...(after.delegate ? [after.delegate] : [])] : [];
    const naming = service.state === 'none' || !after ? { names: [], others: [] } : namingRefs(service, after, known);
    return {
      ...naming,
      person: personRef(by),
      organisation: organisationRef,
      owner: service.state === 'none' || !service.owned ? [] : [teamRef(service.owned.owner)],
      named: people.map(personRef),
    };
  },
  holds: ['others'],
  decide(found, facts, command, { versions }) {
    const { by, at } = command;
    refuseUnlessColleague(facts.person);
    const service = registeredOne(found);
    const [owner] = facts.owner;
    const standing = standingOf(service, by, { organisation: facts.organisation, owner });
    if (standing.length === 0)
      throw new Rejection(
        'service_not_yours',
        `${service.slug} is described by its product manager, <@${service.productManager}>, by the lead of the team that owns it or by a head of the organisation. Nothing has changed; ask one of them.`,
      );
    const [before, after] = [descriptionOf(service), merged(service, command)];
    refuseTooLong(after, before);
    const accountable = standing.includes('product_manager') || standing.includes('org_head');
    const passedOn = after.productManager !== before.productManager;
    if (passedOn) {
      if (!accountable)
        throw new Rejection(
          'not_handed_over',
          `<@${before.productManager}> answers for ${service.slug}, and only they or a head of the organisation can pass that on. Nothing has changed.`,
        );
      refuseTechLead(after.productManager, owner);
      refuseUnreachable(after.productManager, facts.named[0]);
    }
    if (!passedOn && after.delegate !== before.delegate && !standing.includes('product_manager'))
      throw new Rejection(
        'not_nominated',
        `Whom <@${before.productManager}> lets decide is for them alone to say. Nothing has changed; ask them.`,
      );
    if (!passedOn && after.delegate !== undefined && after.delegate !== before.delegate) refuseUnreachable(after.delegate, facts.named[1]);
    // Whom the one before let decide had that word from them.
    const { delegate: _, ...nobodyNominated } = after;
    const described = passedOn ? nobodyNominated : after;
    const names = movedNames(service, described, facts, versions);
    const { events } = describedAnew(service, described, { at, by });
    return events.length === 0 ? [] : { events, puts: names };
  },
};

function refuseUnreachable(person: PersonId, known: Person | undefined): void {
  if (known !== undefined && unreachable(known) !== undefined)
    throw new Rejection(
      'cannot_answer',
      `<@${person}> is no member of this workspace any more, or never was, and cannot answer for a service. Nothing has changed.`,
    );
}
