import type { Organisation } from '#domain/organisation/organisation';
import type { PersonId } from '#domain/person/person';
import type { ListedTeam } from '#domain/team/board';
import { waitedFor } from '#domain/transfer/answering';
import type { ListedTransfer } from '#domain/transfer/board';

export type TransferWhy = 'funding' | 'answer' | 'shadow' | 'take';
export type TransferAsked = { transfer: ListedTransfer; why: TransferWhy };
type Around = { teams: ListedTeam[]; organisation: Organisation; now: string };

/** What this person is asked for in transfers, the oldest first; whoever is asked is asked by message as well. */
export function askedInTransfers(all: ListedTransfer[], viewer: PersonId, { teams, organisation, now }: Around): TransferAsked[] {
  const named = new Map(teams.map((team) => [team.slug, team]));
  return all.toReversed().flatMap((transfer): TransferAsked[] => {
    const { pm, to, by, kind, state, plannedAt, yes = [] } = transfer;
    const { lead, teamType } = named.get(to) ?? {};
    if (state === 'requested') return pm === viewer ? [{ transfer, why: 'funding' }] : [];
    if (state === 'in_readiness') {
      const receiver = lead && teamType ? ({ state: 'active', lead, teamType } as const) : ({ state: 'none' } as const);
      const waited = waitedFor({ requestedBy: by, acceptedBy: yes, kind, productManager: pm }, { receiver, organisation });
      return waited.includes(viewer) ? [{ transfer, why: 'answer' }] : [];
    }
    if (lead !== viewer) return [];
    if (state === 'accepted') return [{ transfer, why: 'shadow' }];
    return plannedAt <= now ? [{ transfer, why: 'take' }] : [];
  });
}
