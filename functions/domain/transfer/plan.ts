import type { Lifecycle } from '#domain/service/lifecycle';
import type { CurrentOwnership, MaintenanceSolution, SupportModel } from '#domain/service/ownership';
import type { RegisteredService } from '#domain/service/service';
import type { Support, SupportTier } from '#domain/service/support';
import type { TeamSlug } from '#domain/team/team-slug';
import type { TeamType } from '#domain/team/team-type';
import type { Plan } from './transfer-events.ts';
import type { TransferKind } from './transfer-kind.ts';

/** What is asked for; what is left out is what is usual for the kind of transfer and the kind of team. */
export type Wish = Pick<Plan, 'to' | 'plannedAt'> & Partial<Omit<Plan, 'to' | 'plannedAt' | 'successCriteriaId' | 'wished'>>;

/** Does another team own it afterwards? Where only its support changes, nobody takes anything over. */
export const movesOwner = (kind: TransferKind): boolean => !['support_model_change', 'sre_entry', 'sre_exit'].includes(kind);

/** How many days the receiving team has to run along; none where it takes nothing over, or there is no time. */
export const shadowDays = (kind: TransferKind): number => (!movesOwner(kind) || kind === 'emergency' ? 0 : kind === 'handback' ? 3 : 7);
export const longestShadowDays = 21;
export const warrantyDays = 30;
export const reviewDays: readonly number[] = [30, 90];
/** What an emergency has left for later is to be done by then. */
export const followUpDays = 14;

type Owned = RegisteredService & { owned: CurrentOwnership };

export function planFor(kind: TransferKind, service: Owned, type: TeamType, wish: Wish): Plan {
  const { owned } = service;
  const lifecycle = wish.lifecycle ?? usualLifecycle(kind);
  const model = wish.model ?? usualModel(kind, owned.model, type);
  const solution = wish.solution ?? (movesOwner(kind) ? solutionOf(type, lifecycle ?? service.lifecycle) : owned.solution);
  const support = wish.support ?? usualSupport(kind, owned, model, wish.to);
  const handBack = wish.handBack ?? (movesOwner(kind) ? usualHandBack(type, owned.owner, wish.to) : owned.handBack);
  const { lifecycle: _lifecycle, ...rest } = wish;
  const changes = lifecycle !== undefined && lifecycle !== service.lifecycle;
  return {
    ...{ ...rest, model, solution, ...(support && { support }), ...(handBack && { handBack }), ...(changes && { lifecycle }) },
    wished: wishesOf(wish),
  };
}

type Wished = NonNullable<Plan['wished']>;
export const wishesOf = ({ model, solution, support, lifecycle, handBack }: Wished): Pick<Wish, keyof Wished> => ({
  ...(model && { model }),
  ...(solution && { solution }),
  ...(support && { support }),
  ...(lifecycle && { lifecycle }),
  ...(handBack && { handBack }),
});

function usualLifecycle(kind: TransferKind): Lifecycle | undefined {
  if (kind === 'to_maintenance') return 'maintenance_mode';
  return kind === 'handback' ? 'active' : undefined;
}

function usualModel(kind: TransferKind, before: SupportModel, type: TeamType): SupportModel {
  if (kind === 'sre_entry') return 'sre_run_it';
  if (kind === 'sre_exit') return 'ybiyri';
  if (!movesOwner(kind)) return before;
  if (type === 'operations_team') return 'ops_run_it';
  return before === 'ops_run_it' ? 'ybiyri' : before;
}

/** Only what is in maintenance has a solution for it (`domain.md` 2.4). */
export function solutionOf(type: TeamType, lifecycle: Lifecycle): MaintenanceSolution {
  if (lifecycle !== 'maintenance_mode') return 'none';
  if (type === 'multi_product_team' || type === 'operations_team' || type === 'regional_developer_support') return type;
  return 'delivery_team_background';
}

/** Developers who have it can build on it again; an operations team gives it back to those who could. */
const usualHandBack = (type: TeamType, from: TeamSlug, to: TeamSlug): TeamSlug => (type === 'operations_team' ? from : to);

/** Who answers first, and who stands behind them (`domain.md` 1.2). */
function tiersOf(model: SupportModel, owner: TeamSlug, first: TeamSlug): Support {
  const tier = (level: number, team: TeamSlug, hours: SupportTier['hours'], bestEndeavours: boolean) => ({
    level,
    team,
    hours,
    bestEndeavours,
  });
  switch (model) {
    case 'ybiyri':
      return {};
    case 'ops_run_it':
      return { tiers: [tier(1, first, 'all', false), tier(2, owner, 'all', true)] };
    case 'ops_sometimes_run_it':
      return { tiers: [tier(1, first, 'out', false), tier(2, owner, 'out', true)] };
    case 'sre_run_it':
      return { tiers: [tier(1, first, 'all', false)], sreStage: 'shared_rota' };
    default:
      return model satisfies never;
  }
}

const sharesWith = (support: Support | undefined, sre: TeamSlug) =>
  support?.sreStage === 'shared_rota' && (support.tiers ?? []).some(({ team }) => team === sre);

function usualSupport(kind: TransferKind, { owner, model: before, support }: CurrentOwnership, model: SupportModel, to: TeamSlug) {
  const { tiers: _tiers, sreStage: _stage, ...hours } = support ?? {};
  if (kind === 'sre_entry') {
    const sre = { level: 1, team: to, hours: 'all', bestEndeavours: false } as const;
    // First they share the rota with those who build it; asked for once more, they have it to themselves.
    return { ...hours, tiers: [sre], sreStage: sharesWith(support, to) ? 'sre_primary' : 'shared_rota' } satisfies Support;
  }
  if (kind === 'support_model_change' && to !== owner && model !== before) return { ...hours, ...tiersOf(model, owner, to) };
  if (kind === 'sre_exit' || model !== before) return Object.keys(hours).length === 0 ? undefined : hours;
  if (!movesOwner(kind)) return support;
  return (
    support && {
      ...support,
      ...(support.tiers && { tiers: support.tiers.map((tier) => (tier.team === owner ? { ...tier, team: to } : tier)) }),
    }
  );
}

/** To operations nothing goes without the one who heads them (`domain.md` 2.5). */
export const needsHeadOfOperations = (kind: TransferKind, { teamType }: { teamType: TeamType }): boolean =>
  movesOwner(kind) && teamType === 'operations_team';
