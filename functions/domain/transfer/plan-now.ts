import type { CurrentOwnership } from '#domain/service/ownership';
import type { RegisteredService } from '#domain/service/service';
import type { ActiveTeam } from '#domain/team/team';
import { movesOwner, planFor, wishesOf } from './plan.ts';
import type { OpenTransfer } from './transfer.ts';

type Owned = RegisteredService & { owned: CurrentOwnership };

/** What was wished for, and all else as it follows from the service as it is by now: a plan is weeks old when it is carried out. */
export function asOfNow<Open extends OpenTransfer>(open: Open, service: Owned, { teamType }: Pick<ActiveTeam, 'teamType'>): Open {
  const { kind, plan, before } = open;
  const { wished, to, plannedAt, costBasis, fundedUntil, successCriteriaId } = plan;
  if (wished === undefined) return open;
  const { handBack: keeper } = service.owned;
  const named = movesOwner(kind) && keeper !== undefined && keeper !== before.handBack ? { handBack: keeper } : {};
  const wish = { to, plannedAt, ...(costBasis && { costBasis }), ...(fundedUntil && { fundedUntil }), ...named, ...wishesOf(wished) };
  return { ...open, plan: { ...planFor(kind, service, teamType, wish), wished, ...(successCriteriaId && { successCriteriaId }) } };
}

export type Changed = 'same_owner' | 'same_lifecycle' | 'same_model';

/** What somebody has decided since, and this would undo without a word. `plan`: as of now. */
export function changedSince({ before, plan }: Pick<OpenTransfer, 'before' | 'plan'>, { owned, lifecycle }: Owned): Changed[] {
  const otherLife = lifecycle !== before.lifecycle && plan.lifecycle !== undefined && plan.lifecycle !== lifecycle;
  const otherModel = owned.model !== before.model && plan.model !== owned.model;
  return [
    ...(owned.owner === before.owner ? [] : (['same_owner'] as const)),
    ...(otherLife || lifecycle === 'retired' ? (['same_lifecycle'] as const) : []),
    ...(otherModel ? (['same_model'] as const) : []),
  ];
}
