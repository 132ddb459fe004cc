import * as Instant from 'temporal-polyfill/fns/Instant';
import { type Organisation, organisationRef } from '#domain/organisation/organisation';
import type { Stage } from '#domain/perform';
import type { Ref } from '#domain/records';
import type { Moment } from '#domain/time/said-time';
import { type Person, type PersonId, personRef } from './person.ts';

/** Where and when somebody speaks: in their own zone, or in the organisation's while theirs is not known. */
export async function momentOf({ records, now }: Pick<Stage, 'records' | 'now'>, by: PersonId): Promise<Moment> {
  const found = await records.load([personRef(by), organisationRef] as Ref<unknown>[]);
  const [person, organisation] = found.map(({ value }) => value) as [Person, Organisation];
  return { now: now(), zone: zoneOf(person, organisation) };
}

export function zoneOf(person: Person, organisation: Organisation): string {
  const zones = [...(person.state === 'known' ? [person.zone] : []), organisation.zone];
  return zones.find(isZone) ?? 'UTC';
}

/** Slack names zones as it likes; one that no calendar knows is nobody's. */
function isZone(zone: string): boolean {
  try {
    return Instant.toZonedDateTimeISO(Instant.fromEpochMilliseconds(0), zone) !== undefined;
  } catch {
    return false;
  }
}
