import { incidents as allIncidents, type Incident, mayKnow } from '#domain/incident/incident';
import type { Refs } from '#domain/perform';
import { type Author, isPerson } from '#domain/person/author';
import { isGuest, refuseUnlessPerson } from '#domain/person/authority';
import { type Person, PersonId, personRef } from '#domain/person/person';
import { type Postmortem, postmortemRef } from '#domain/postmortem/postmortem';
import type { PostmortemId } from '#domain/postmortem/postmortem-id';
import { headRef } from '#domain/records';
import { Rejection } from '#domain/rejection';
import { type Service, serviceRef } from '#domain/service/service';
import { peopleOf } from '#domain/team/people-of';
import { type Team, type TeamSlug, teamRef } from '#domain/team/team';
import type { Improvement, KnownImprovement } from './improvement.ts';

/** All that says with which right somebody acts on an improvement. `team`: whose it is now. */
export type Parties = { person: Person; service: Service; team: Team; postmortem: Postmortem; incidents: Incident[] };

/** There is no postmortem of that number, and never was. */
const none = 'PM-0' as PostmortemId;
const nowhere = { service: null, team: null, postmortem: undefined, incidents: [] } as const;
/** A machine's word is no person's: nobody is looked up for it. */
const nobody = PersonId.parse('U0');

export function partyRefs(improvement: Improvement, by: Author): Refs<Parties> {
  const { service, team, postmortem, incidents } = improvement.state === 'none' ? nowhere : improvement;
  return {
    person: personRef(isPerson(by) ? by : nobody),
    service: serviceRef(service ?? 'none'),
    team: teamRef((team ?? 'none') as TeamSlug),
    postmortem: postmortemRef(postmortem ?? none),
    incidents: incidents.map((incident) => headRef(allIncidents, incident)),
  };
}

export type ImprovementRight = 'product_manager' | 'delegate' | 'lead' | 'postmortem_owner' | 'owner' | 'proposer' | 'team';

/** Everything that somebody is to this improvement, the most that they are first. */
export function rightsOf(improvement: KnownImprovement, by: PersonId, parties: Omit<Parties, 'person'>): ImprovementRight[] {
  const { service, team, postmortem } = parties;
  const is: Record<ImprovementRight, boolean> = {
    product_manager: service.state !== 'none' && service.productManager === by,
    delegate: service.state !== 'none' && service.delegate === by,
    lead: team.state === 'active' && (team.lead === by || team.techLead === by),
    postmortem_owner: postmortem.state !== 'none' && postmortem.owner === by,
    owner: 'owner' in improvement && improvement.owner === by,
    proposer: improvement.proposedBy === by,
    team: team.state === 'active' && peopleOf(team).includes(by),
  };
  return (Object.keys(is) as ImprovementRight[]).filter((right) => is[right]);
}

/** One that is private, or that came out of an incident that is by now, is for the insiders of all its incidents, whoever else they are. */
export function mayKnowOf(improvement: Pick<KnownImprovement, 'private'>, by: PersonId, incidents: readonly Incident[]): boolean {
  const known = incidents.filter((incident) => incident.state !== 'none');
  const hidden = improvement.private || known.some((incident) => incident.private);
  return !hidden || (known.length > 0 && known.every((incident) => mayKnow(incident, by) && insider(improvement, incident, by)));
}
/** Made private by itself: its incident says who the insiders are even before it is private too. */
const insider = (improvement: Pick<KnownImprovement, 'private'>, incident: Exclude<Incident, { state: 'none' }>, by: PersonId) =>
  !improvement.private || incident.private || incident.insiders.includes(by);

/** The improvement, for somebody who may read it; to others a private one does not exist. */
export function readableTo(improvement: Improvement, by: PersonId, parties: Pick<Parties, 'person' | 'incidents'>): KnownImprovement {
  refuseUnlessPerson(parties.person);
  if (improvement.state === 'none') throw noSuchImprovement();
  if (!mayKnowOf(improvement, by, parties.incidents)) throw noSuchImprovement();
  if (isGuest(parties.person))
    throw new Rejection(
      'improvement_by_guest',
      'Guests see the incidents they are in; what is improved afterwards is for members of the workspace. Nothing has changed; ask one of them.',
    );
  return improvement;
}

/** For those who have one of these rights; the others are told who has. */
export function actingAs(
  improvement: Improvement,
  by: PersonId,
  parties: Parties,
  allowed: readonly ImprovementRight[],
  refused: (improvement: KnownImprovement) => Rejection,
): KnownImprovement {
  const known = readableTo(improvement, by, parties);
  if (!rightsOf(known, by, parties).some((right) => allowed.includes(right))) throw refused(known);
  return known;
}

/** Whose word it is what is to be done, and by whom. */
export const choosers = ['product_manager', 'delegate', 'lead', 'postmortem_owner'] as const;
export const notYoursToChoose = () =>
  new Rejection(
    'choice_not_yours',
    'What is done, by whom, and what is not, say the product manager, the lead of the team that has it, and the owner of the postmortem. Nothing has changed; tell one of them.',
  );
/** Whose word it is how far it is. */
export const movers = ['owner', 'lead', 'product_manager', 'delegate'] as const;

/** What a tool says in which it is kept too is as good as its owner's word; a person needs a right. */
export function movedBy(improvement: Improvement, by: Author, parties: Parties): KnownImprovement {
  if (isPerson(by)) return actingAs(improvement, by, parties, movers, notYoursToMove);
  if (improvement.state === 'none') throw noSuchImprovement();
  return improvement;
}

const notYoursToMove = () =>
  new Rejection(
    'improvement_not_yours',
    'How far it is say its owner, the lead of their team and the product manager. Nothing has changed; tell one of them what you know.',
  );

export const noSuchImprovement = () =>
  new Rejection('no_improvement', 'There is no such improvement. `/postmortem improvements` shows those that you may see.');
