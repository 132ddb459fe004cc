import { type Incident, incidents } from '#domain/incident/incident';
import type { Refs } from '#domain/perform';
import { isGuest, refuseUnlessPerson } from '#domain/person/authority';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import { headRef } from '#domain/records';
import { Rejection } from '#domain/rejection';
import { type Service, serviceRef } from '#domain/service/service';
import { peopleOf } from '#domain/team/people-of';
import { type Team, type TeamSlug, teamRef } from '#domain/team/team';
import type { KnownPostmortem, Postmortem } from './postmortem.ts';
import type { ActsAs } from './postmortem-events.ts';

/** All that says with which right somebody acts on a postmortem. `team`: the one that owned the service when it happened. */
export type Parties = { person: Person; incident: Incident; service: Service; team: Team };

export function partyRefs(postmortem: Postmortem, by: PersonId): Refs<Parties> {
  const { incident, service, team } = postmortem.state === 'none' ? nothing : postmortem;
  return {
    person: personRef(by),
    incident: headRef(incidents, incident),
    service: serviceRef(service ?? 'none'),
    team: teamRef((team ?? 'none') as TeamSlug),
  };
}
const nothing = { incident: 'INC-0', service: null, team: null } as const;

/** Everything that somebody is to this postmortem, the most that they are first. */
export function rightsOf(postmortem: KnownPostmortem, by: PersonId, { incident, service, team }: Omit<Parties, 'person'>): ActsAs[] {
  const is: Partial<Record<ActsAs, boolean>> = {
    product_manager: service.state !== 'none' && service.productManager === by,
    delegate: service.state !== 'none' && service.delegate === by,
    owner: postmortem.owner === by,
    facilitator: postmortem.facilitator === by,
    commander: incident.state !== 'none' && incident.roles.commander === by,
    lead: team.state === 'active' && team.lead === by,
    team: team.state === 'active' && peopleOf(team).includes(by),
    participant: postmortem.people[by] !== undefined || wasToldOfDelay(postmortem, by),
  };
  return (Object.keys(is) as ActsAs[]).filter((right) => is[right]);
}

const wasToldOfDelay = (postmortem: KnownPostmortem, by: PersonId) =>
  'overdue' in postmortem && postmortem.overdue.some(({ people }) => people.includes(by));

/** Until it is published only those who were part of it and the owning team read it; a private one for ever only insiders of its incident. */
export function mayRead(postmortem: KnownPostmortem, by: PersonId, parties: Parties): boolean {
  const { incident, person } = parties;
  if (incident.state === 'none' || isGuest(person)) return false;
  if ((postmortem.private || incident.private) && !incident.insiders.includes(by)) return false;
  return postmortem.state === 'closed' || rightsOf(postmortem, by, parties).length > 0;
}

/** The postmortem, for somebody who may read it. A private one does not exist for others: they are told what is said of one that is not there. */
export function readableTo(postmortem: Postmortem, by: PersonId, parties: Parties): KnownPostmortem {
  refuseUnlessPerson(parties.person);
  const { incident } = parties;
  if (postmortem.state === 'none' || incident.state === 'none') throw noSuchPostmortem();
  if ((postmortem.private || incident.private) && !incident.insiders.includes(by)) throw noSuchPostmortem();
  if (isGuest(parties.person))
    throw new Rejection(
      'guests_do_not_read',
      'Postmortems are read inside the company, also those that are published, so guests do not open them. Nothing has changed; a colleague can tell you what was learnt.',
    );
  if (!mayRead(postmortem, by, parties))
    throw new Rejection(
      'not_yours_to_read',
      'Until it is published, a postmortem is read by those who were there and by the team that owns the service. Nothing has changed; `/postmortem list` shows those that you may read.',
    );
  return postmortem;
}

/** With which of these rights they act, the first they have; without any they are told who could. */
export function actingAs(
  postmortem: Postmortem,
  by: PersonId,
  parties: Parties,
  allowed: readonly ActsAs[],
  refused: () => Rejection,
): { postmortem: KnownPostmortem; as: ActsAs } {
  const known = readableTo(postmortem, by, parties);
  const rights = rightsOf(known, by, parties);
  const as = allowed.find((right) => rights.includes(right));
  if (as === undefined) throw refused();
  return { postmortem: known, as };
}

export const noSuchPostmortem = () =>
  new Rejection('no_postmortem', 'There is no postmortem of that incident. `/postmortem list` shows those that you may read.');
