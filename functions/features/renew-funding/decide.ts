import type { Act } from '#domain/perform';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { refuseUnlessColleague, registeredOne } from '#domain/service/accountable';
import { lifecycleChanged } from '#domain/service/changing';
import type { RegisteredService, Service, ServiceEvent } from '#domain/service/service';

const askedDaysBefore = 14;
const dayMs = 24 * 3_600_000;

type Funded = Pick<RegisteredService, 'lifecycle' | 'fundedUntil'>;

/** Money for features ends on a day that is near, or has passed. */
export const endsSoon = <Some extends Funded>(service: Some, at: string): service is Some & { fundedUntil: string } =>
  service.fundedUntil !== undefined &&
  service.lifecycle === 'active' &&
  Date.parse(service.fundedUntil) - Date.parse(at) <= askedDaysBefore * dayMs;

/** And nobody was asked about that day. */
export const fundingIsDue = (service: Service, at: string): service is RegisteredService & { fundedUntil: string } =>
  service.state === 'registered' && service.fundingAsked !== service.fundedUntil && endsSoon(service, at);

/** Asked once for each date, and never changed by a machine. */
export const askAboutFunding: Act<Service, Record<string, never>, { at: string }, ServiceEvent> = {
  facts: () => ({}),
  decide: (service, _, { at }) => (fundingIsDue(service, at) ? [{ type: 'ServiceFundingAsked', at, until: service.fundedUntil }] : []),
};

type Answer = { by: PersonId; at: string };

/** Who has the money, or answers for what it buys. */
function funded(service: Service, person: Person, by: PersonId): RegisteredService {
  refuseUnlessColleague(person);
  const known = registeredOne(service);
  const { productManager, delegate, budgetHolder, slug } = known;
  if (![productManager, delegate, budgetHolder].includes(by))
    throw new Rejection(
      'funding_not_yours',
      `Whether there is money for ${slug} says <@${budgetHolder ?? productManager}>, who pays for it or answers for it. Nothing has changed; ask them.`,
    );
  return known;
}

export type ExtendFunding = Answer & { until: string };

/** There is money until another day. */
export const extendFunding: Act<Service, { person: Person }, ExtendFunding, ServiceEvent> = {
  facts: (_, { by }) => ({ person: personRef(by) }),
  decide(service, { person }, { by, at, until }) {
    const known = funded(service, person, by);
    if (known.lifecycle !== 'active')
      throw new Rejection(
        'not_active',
        `${known.slug} is not in active development, so there is nothing to extend. Nothing has changed; \`/service handback ${known.slug}\` brings it back.`,
      );
    if (until <= at.slice(0, 10))
      throw new Rejection('date_passed', 'That day is over. Nothing has changed; name the day until which there is money for it.');
    return lifecycleChanged(known, { at, by, to: 'active', fundedUntil: until });
  },
};

/** The money has ended: the same team goes on running it. */
export const returnToMaintenance: Act<Service, { person: Person }, Answer, ServiceEvent> = {
  facts: (_, { by }) => ({ person: personRef(by) }),
  decide(service, { person }, { by, at }) {
    const known = funded(service, person, by);
    if (known.lifecycle === 'maintenance_mode') return [];
    return lifecycleChanged(known, { at, by, to: 'maintenance_mode', fundingEndedOn: known.fundedUntil ?? at.slice(0, 10) });
  },
};
