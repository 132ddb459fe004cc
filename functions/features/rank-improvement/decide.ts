import { actingAs, type Parties, partyRefs } from '#domain/improvement/authority';
import { type Improvement, isOpen } from '#domain/improvement/improvement';
import type { ImprovementEvent } from '#domain/improvement/improvement-events';
import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';

export type RankImprovement = { by: PersonId; at: string; rank: number };

/** What comes first is said by whoever answers for it. */
export const rankImprovement: Act<Improvement, Parties, RankImprovement, ImprovementEvent> = {
  facts: (improvement, { by }) => partyRefs(improvement, by),
  decide(improvement, facts, { by, at, rank }) {
    const known = actingAs(improvement, by, facts, ['product_manager', 'delegate', 'lead'], notYoursToRank);
    if (!isOpen(known))
      throw new Rejection('improvement_over', 'It is in the backlog no longer, so it has no place in it. Nothing has changed.');
    return known.rank === rank ? [] : [{ type: 'ImprovementRanked', at, by, rank }];
  },
};

const notYoursToRank = () =>
  new Rejection(
    'rank_not_yours',
    'What comes first say the product manager and the lead of the team. Nothing has changed; tell one of them.',
  );
