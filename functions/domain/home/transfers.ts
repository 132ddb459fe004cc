import type { PersonId } from '#domain/person/person';
import type { ListedTeam } from '#domain/team/board';
import type { ListedTransfer } from '#domain/transfer/board';

export type TransferWhy = 'funding' | 'answer' | 'shadow' | 'take';
export type TransferAsked = { transfer: ListedTransfer; why: TransferWhy };

/** What this person is asked for in transfers, the oldest first; whoever is asked is asked by message as well. */
export function askedInTransfers(all: ListedTransfer[], viewer: PersonId, teams: ListedTeam[], now: string): TransferAsked[] {
  const leads = new Map(teams.map(({ slug, lead }) => [slug, lead]));
  return all.toReversed().flatMap((transfer): TransferAsked[] => {
    const { pm, to, by, state, plannedAt } = transfer;
    const lead = leads.get(to);
    if (state === 'requested') return pm === viewer ? [{ transfer, why: 'funding' }] : [];
    // Nobody answers what they have asked for.
    if (state === 'in_readiness') return (lead === by ? pm : lead) === viewer ? [{ transfer, why: 'answer' }] : [];
    if (lead !== viewer) return [];
    if (state === 'accepted') return [{ transfer, why: 'shadow' }];
    return plannedAt <= now ? [{ transfer, why: 'take' }] : [];
  });
}
