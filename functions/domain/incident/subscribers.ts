import { hasLeft } from '#domain/person/authority';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import type { Records, Ref } from '#domain/records';
import { type Channel, channelRef } from '#domain/workspace/channel';
import { maySee } from './authority.ts';
import type { OpenIncident } from './incident.ts';
import type { Subscriber } from './telling-events.ts';

/** A head stays small, and a change is told to each of them. */
export const mostSubscribers = 50;

/** Those who may still hear of it: not who has left, nobody whom it does not exist for, and no channel that another company reads. */
export async function listenersOf(records: Records, incident: OpenIncident): Promise<Subscriber[]> {
  const wanted = incident.subscribers.filter((one) => one.kind === 'person' || !incident.private);
  if (wanted.length === 0) return [];
  const refs = wanted.map((one) => (one.kind === 'person' ? personRef(one.person) : channelRef(one.channel)));
  const found = (await records.load(refs as Ref<unknown>[])).map(({ value }) => value);
  return wanted.filter((one, index) =>
    one.kind === 'person' ? mayHear(incident, one.person, found[index] as Person) : !(found[index] as Channel).shared,
  );
}

const mayHear = (incident: OpenIncident, by: PersonId, person: Person) =>
  !hasLeft(person) && maySee(incident, person, { by, inRoom: false });
