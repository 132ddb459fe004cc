import { type Organisation, organisationRef } from '#domain/organisation/organisation';
import type { Act } from '#domain/perform';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { refuseUnlessColleague, registeredOne, standingOf } from '#domain/service/accountable';
import { lifecycleChanged } from '#domain/service/changing';
import type { Lifecycle } from '#domain/service/lifecycle';
import type { RegisteredService, Service, ServiceEvent } from '#domain/service/service';
import { type Load, loadRef, noLoad, resting, shiftLoads, teamsOn } from '#domain/team/load';

export type ChangeLifecycle = {
  by: PersonId;
  at: string;
  to: Lifecycle;
  fundingEndedOn?: string | undefined;
  fundedUntil?: string | undefined;
  reason: string;
  reasonId: string;
};
type Facts = { person: Person; organisation: Organisation; loads: Load[] };

const restsOn = (service: Service) => (service.state === 'none' ? [] : teamsOn(service.owned));

/**
 * What money there is for it, and whether customers are there. The product manager decides, whom they have nominated, or a head of the
 * organisation; whose the service is does not change by it.
 */
export const changeLifecycle: Act<Service, Facts, ChangeLifecycle, ServiceEvent> = {
  facts: (service, { by }) => ({ person: personRef(by), organisation: organisationRef, loads: restsOn(service).map(loadRef) }),
  decide(found, { person, organisation, loads }, { by, at, reason, reasonId, ...wanted }, { versions }) {
    refuseUnlessColleague(person);
    const service = registeredOne(found);
    if (standingOf(service, by, { organisation }).length === 0)
      throw new Rejection(
        'lifecycle_not_yours',
        `<@${service.productManager}> decides about the funding of ${service.slug}, or a head of the organisation. Nothing has changed; ask them.`,
      );
    const said = reason.trim() === '' ? [] : [{ id: reasonId, by, body: reason }];
    refuseUnready(service, wanted);
    const money = moneyOf(service, { at, ...wanted });
    const { events, puts } = lifecycleChanged(service, { at, by, to: wanted.to, ...money, ...(said.length > 0 && { reasonId }) });
    if (events.length === 0) return [];
    const seenAt = [versions.loads].flat();
    const loaded = restsOn(service).map((team, index) => ({ team, load: loads[index] ?? noLoad, version: seenAt[index] ?? 0 }));
    // What is switched off rests on nobody any more; whose it was stays on record.
    const released = shiftLoads(service.slug, resting(wanted.to, service.owned), loaded);
    return { events, puts: [...puts, ...released], texts: said };
  },
};

type Wanted = Pick<ChangeLifecycle, 'to' | 'fundingEndedOn' | 'fundedUntil'>;

function refuseUnready(service: RegisteredService, { to, fundedUntil }: Wanted): void {
  const { slug, lifecycle, owned, pending } = service;
  if (lifecycle === 'pre_live' && to === 'active' && owned === undefined)
    throw new Rejection(
      'no_owner',
      `Nobody owns ${slug}, and what is live has an owner at every instant. Nothing has changed; \`/service history ${slug} correct\` says whose it is.`,
    );
  if (lifecycle === 'maintenance_mode' && to === 'active' && fundedUntil === undefined)
    throw new Rejection(
      'funded_until_missing',
      `Say until when there is money for features, for example \`/service lifecycle ${slug} active funded until 2027-03-31\`. Nothing has changed. \`/service handback ${slug}\` goes through all that belongs to it.`,
    );
  if (to === 'retired' && pending !== undefined)
    throw new Rejection(
      'transfer_under_way',
      `${pending.transfer} is moving ${slug} to ${pending.to}. Nothing has changed; call that off first.`,
    );
}

/** What is not said of the money follows from the state, or stays as it was. */
function moneyOf(service: RegisteredService, { to, at, fundingEndedOn, fundedUntil }: Wanted & { at: string }) {
  if (to === 'maintenance_mode') {
    const ended = fundingEndedOn ?? service.fundingEndedOn ?? at.slice(0, 10);
    return { fundingEndedOn: ended };
  }
  const until = fundedUntil ?? (to === service.lifecycle ? service.fundedUntil : undefined);
  return { ...(until && { fundedUntil: until }), ...(fundingEndedOn && { fundingEndedOn }) };
}
