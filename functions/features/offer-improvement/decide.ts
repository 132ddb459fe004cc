import { mayKnowOf, type Parties, partyRefs } from '#domain/improvement/authority';
import { type Improvement, isChosen, isOpen, type OpenImprovement } from '#domain/improvement/improvement';
import type { ImprovementEvent, OfferedBecause } from '#domain/improvement/improvement-events';
import type { Act } from '#domain/perform';
import { hasLeft } from '#domain/person/authority';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import { type Assertion, assertionsRef, ownerAt } from '#domain/service/ownership';
import type { Service } from '#domain/service/service';
import { type Team, type TeamSlug, teamRef } from '#domain/team/team';

/** `receiving`: who has its service now; `owner`: who is to do it; `leads`: whoever could be asked, as far as they are known. */
type Following = Omit<Parties, 'person'> & { assertions: Assertion[]; receiving: Team; owner: Person; could: Person[] };

const nobody = 'U0' as PersonId;
const owningTeam = (service: Service | undefined): TeamSlug | undefined =>
  service?.state === 'registered' ? service.owned?.owner : undefined;

/** Whoever may say whether it is taken, the first one first. */
const couldBeAsked = (team: Team | undefined, service: Service | undefined): PersonId[] => [
  ...new Set([
    ...(team?.state === 'active' ? [team.lead, ...(team.techLead ? [team.techLead] : [])] : []),
    ...(service?.state === 'registered' ? [service.productManager, ...(service.delegate ? [service.delegate] : [])] : []),
  ]),
];

/** It follows its service: nothing stays silently with a team that is there no more, or with somebody who has left. */
export const offerImprovement: Act<Improvement, Following, { at: string }, ImprovementEvent> = {
  facts(improvement, _, { service, team, receiving }) {
    const { person: _person, ...parties } = partyRefs(improvement, nobody);
    const at = improvement.state === 'none' ? undefined : improvement;
    const asking = [...couldBeAsked(receiving, service), ...couldBeAsked(team, service)];
    return {
      ...parties,
      assertions: assertionsRef(at?.service ?? 'none'),
      receiving: teamRef(owningTeam(service) ?? ('none' as TeamSlug)),
      owner: personRef((at && 'owner' in at && at.owner) || nobody),
      could: [...new Set(asking)].map(personRef),
    };
  },
  decide(improvement, facts, { at }) {
    if (!isOpen(improvement) || improvement.team === null) return [];
    const because = offeredBecause(improvement, facts);
    if (because === undefined) return [];
    const { service, receiving, team, could } = facts;
    const goesTo =
      because === 'service_moved' && receiving.state === 'active' ? (owningTeam(service) ?? improvement.team) : improvement.team;
    const asking = [...new Set([...couldBeAsked(receiving, service), ...couldBeAsked(team, service)])];
    const left = asking.filter((_, index) => could[index] && hasLeft(could[index]));
    const ask = couldBeAsked(goesTo === improvement.team ? team : receiving, service).find(
      (person) => !left.includes(person) && mayKnowOf(improvement, person, facts.incidents),
    );
    if (improvement.waitingSince && improvement.team === goesTo && improvement.asked === ask) return [];
    return [{ type: 'ImprovementReassigned', at, team: goesTo, because, waiting: true, ...(ask && { ask }) }];
  },
};

function offeredBecause(improvement: OpenImprovement, { service, team, assertions, owner }: Following): OfferedBecause | undefined {
  const [has, had] = [owningTeam(service), ownerAt(assertions, improvement.teamSince)?.owner];
  // Somebody else's work on it stays theirs; what was the owner's goes with the service.
  if (has && has !== improvement.team && (had === improvement.team || team.state !== 'active')) return 'service_moved';
  if (team.state !== 'active' || (isChosen(improvement) && improvement.owner && hasLeft(owner))) return 'owner_left';
  return improvement.waitingSince ? (improvement.waitingBecause ?? 'service_moved') : undefined;
}
