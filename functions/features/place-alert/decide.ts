import type { Alert, AlertEvent } from '#domain/alert/alert';
import { nameKey } from '#domain/keys';
import type { Act } from '#domain/perform';
import { isGuest, refuseUnlessPerson } from '#domain/person/authority';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { isCalled, normalise } from '#domain/service/names';
import {
  descriptionOf,
  type Named,
  namedRef,
  type Service,
  type ServiceEvent,
  type ServiceSlug,
  serviceRef,
} from '#domain/service/service';

type By = { by: PersonId; at: string };

/** Whose an alert is, and whether it means anything, members of the workspace say. */
export function refuseUnlessMember(person: Person): void {
  refuseUnlessPerson(person);
  if (isGuest(person))
    throw new Rejection('alert_by_guest', 'What alerts belong to is for members of the workspace to say. Nothing has changed; ask one.');
}

const noAlert = () => new Rejection('no_alert', 'There is no such alert any more. `/incident alerts` shows those that wait.');

/** "It belongs to…": from here on its key leads there. */
export const placeAlert: Act<Alert, { person: Person; service: Service }, By & { service: ServiceSlug }, AlertEvent> = {
  facts: (_, { by, service }) => ({ person: personRef(by), service: serviceRef(service) }),
  decide(alert, { person, service }, { by, at, service: slug }) {
    refuseUnlessMember(person);
    if (alert.state === 'none') throw noAlert();
    if (service.state === 'none') throw new Rejection('no_service', 'That service is not in the catalogue any more. Nothing has changed.');
    if (alert.service === slug) return [];
    return [{ type: 'AlertPlaced', at, by, service: slug }];
  },
};

/** Noise is counted and wakes nobody, until somebody says that it is none. */
export const judgeAlert: Act<Alert, { person: Person }, By & { noise: boolean }, AlertEvent> = {
  facts: (_, { by }) => ({ person: personRef(by) }),
  decide(alert, { person }, { by, at, noise }) {
    refuseUnlessMember(person);
    if (alert.state === 'none') throw noAlert();
    return alert.noise === noise ? [] : [{ type: 'AlertJudged', at, by, noise }];
  },
};

/** `others`: the service that the name leads to so far. */
type Naming = { person: Person; named: Named | undefined; others: Service[] };

/** What a monitor calls it becomes a name of the service, in the catalogue as everywhere; what was said of it before does not count any more. */
export const nameService: Act<Service, Naming, By & { key: string }, ServiceEvent> = {
  facts: (_, { by, key }, { named }) => ({
    person: personRef(by),
    named: namedRef(normalise(key)),
    others: named ? [serviceRef(named.service)] : [],
  }),
  holds: ['others'],
  decide(service, { person, named, others }, { at, key }, { versions }) {
    refuseUnlessMember(person);
    if (service.state === 'none') throw new Rejection('no_service', 'That service is not in the catalogue any more. Nothing has changed.');
    if (named?.service === service.slug || normalise(key) === '') return [];
    if (named !== undefined && others.some((other) => other.state !== 'none' && isCalled(other, normalise(key))))
      throw new Rejection('name_taken', `${named.service} is called that, and each name leads to one. Nothing has changed.`);
    const known = descriptionOf(service);
    const had = known.alertKeys.some((one) => normalise(one) === normalise(key));
    return {
      events: had ? [] : [{ type: 'ServiceChanged', at, ...known, alertKeys: [...known.alertKeys, key] }],
      puts: [{ key: nameKey(normalise(key)), value: { service: service.slug }, expected: versions.named }],
    };
  },
};
