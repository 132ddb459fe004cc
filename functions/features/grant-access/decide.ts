import { type Actor, openTo, refuseOutsider } from '#domain/incident/authority';
import type { IncidentEvent } from '#domain/incident/events';
import type { Incident } from '#domain/incident/incident';
import type { Act } from '#domain/perform';
import { isGuest } from '#domain/person/authority';
import { type CannotCome, cannotCome, sorted } from '#domain/person/bringing-in';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import { Rejection } from '#domain/rejection';

export type GrantAccess = Actor & { at: string; people: PersonId[] };
/** What the person who did it is told. */
export type Granted = { coming: PersonId[]; inside: PersonId[]; cannot: CannotCome[] };

/** The head of a private incident carries everyone whom it exists for. */
const mostInside = 500;

/** Lets people into a private incident, whatever has become of it: from here on it exists for them. */
export const grantAccess: Act<Incident, { person: Person; people: Person[] }, GrantAccess, IncidentEvent> = {
  facts: (_, { by, people }) => ({ person: personRef(by), people: people.map(personRef) }),
  decide(incident, facts, { by, at, inRoom, people }) {
    const open = openTo(incident, facts.person, { by, inRoom });
    if (isGuest(facts.person))
      throw new Rejection('access_by_guest', 'Guests can help, but a member of the workspace has to let others in. Ask one who is in it.');
    if (!open.private)
      throw new Rejection(
        'not_private',
        'It is not private, so everyone in the workspace can see it already. `/incident swarm` with their name brings somebody in.',
      );
    refuseOutsider(open, by);
    const { coming, cannot } = sorted(people, facts.people);
    if (coming.length === 0)
      throw new Rejection('nobody_let_in', `Nobody was let in: ${cannotCome(cannot)} cannot come. Name somebody else.`);
    const inside = coming.filter((person) => open.insiders.includes(person));
    const fresh = coming.filter((person) => !inside.includes(person));
    if (open.insiders.length + fresh.length > mostInside)
      throw new Rejection(
        'too_many_people',
        `A private incident can be open to ${mostInside} people, and would be to more. Nobody was let in; name those who are needed first.`,
      );
    const answer: Granted = { coming: fresh, inside, cannot };
    return { events: fresh.map((person) => ({ type: 'IncidentAccessGranted', at, by, person })), answer };
  },
};
