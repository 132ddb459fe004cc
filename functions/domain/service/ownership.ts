import * as z from 'zod';
import { ownershipKey } from '#domain/keys';
import { PersonId } from '#domain/person/person';
import { everyRef, type Ref } from '#domain/records';
import { TeamSlug } from '#domain/team/team-slug';
import { asOf, believed } from '#domain/time/assertions';
import { Support, SupportModel } from './support.ts';

export { SupportModel };
export const MaintenanceSolution = z.enum([
  'none',
  'multi_product_team',
  'operations_team',
  'regional_developer_support',
  'delivery_team_background',
]);
export type MaintenanceSolution = z.infer<typeof MaintenanceSolution>;

export const OwnershipReason = z.enum([
  'funding_ended',
  'team_resized',
  'team_disbanded',
  'reorganisation',
  'funding_restored',
  'sre_entry',
  'sre_exit',
  'correction',
]);
export type OwnershipReason = z.infer<typeof OwnershipReason>;
export const CostBasis = z.enum(['opex', 'capex']);
export type CostBasis = z.infer<typeof CostBasis>;

/** How it is owned: by whom, under which model, and who pays for it. */
const owned = {
  owner: TeamSlug,
  model: SupportModel,
  solution: MaintenanceSolution,
  support: Support.optional(),
  /** Who would take it when there is money for features again. */
  handBack: TeamSlug.optional(),
  costBasis: CostBasis.optional(),
  /** Who pays for its being on call. */
  onCallBudgetHolder: PersonId.optional(),
  /** Until when those who had it before are there to be asked; a month, where nothing is said. */
  warrantyUntil: z.iso.datetime().optional(),
  transfer: z.string().optional(),
  reason: OwnershipReason.optional(),
};

/** Somebody's word on who owns a service from when on. Never changed; a correction supersedes it. */
export const Assertion = z.object({
  ...owned,
  version: z.int().positive(),
  effectiveFrom: z.iso.datetime(),
  recordedAt: z.iso.datetime(),
  recordedBy: PersonId.optional(),
  supersedes: z.int().positive().optional(),
});
export type Assertion = z.infer<typeof Assertion>;

/** The assertion that holds now, as the service's head keeps it. */
export const CurrentOwnership = z.object({ ...owned, version: z.int().positive(), effectiveFrom: z.iso.datetime() });
export type CurrentOwnership = z.infer<typeof CurrentOwnership>;

export function currentOwnership(assertions: Assertion[], at: string): CurrentOwnership | undefined {
  const now = ownerAt(assertions, at);
  return now && CurrentOwnership.parse(now);
}

export const assertionsRef = (service: string): Ref<Assertion[]> => everyRef({ ...ownershipKey(service, 0), sk: 'OWN#' }, Assertion);

/** The history of ownership as it was believed at a time. */
export const history = (assertions: Assertion[], believedAt?: string): Assertion[] => believed(assertions, believedAt);

/** Who owned the service at an instant, as believed at another (by default: as we know it today). */
export const ownerAt = (assertions: Assertion[], at: string, believedAt?: string): Assertion | undefined =>
  asOf(assertions, at, believedAt);

/** From when to when something else is believed where this is said too. */
export function correctedSpan(
  assertions: Assertion[],
  { supersedes, effectiveFrom }: { supersedes?: number | undefined; effectiveFrom: string },
): { from: string; until?: string } {
  const believed = history(assertions);
  const wrong = believed.find(({ version }) => version === supersedes);
  const begins = [effectiveFrom, ...(wrong ? [wrong.effectiveFrom] : [])].toSorted();
  const from = begins[0] ?? effectiveFrom;
  const next = believed.find((one) => one !== wrong && one.effectiveFrom > (begins.at(-1) ?? from));
  return { from, ...(next && { until: next.effectiveFrom }) };
}

const warrantyDays = 30;

/** Who had it before, and since when it is with those who have it at this instant; nothing where it has never moved. */
export function movedAt(assertions: Assertion[], at: string): { before: Assertion; moved: Assertion } | undefined {
  const owners = history(assertions).filter(({ effectiveFrom }) => effectiveFrom <= at);
  const now = owners.at(-1);
  const since = owners.findLastIndex(({ owner }) => owner !== now?.owner);
  const [before, moved] = [owners[since], owners[since + 1]];
  return before && moved && { before, moved };
}

/** Who had it before, while they are still there to be asked. They are never paged. */
export function warrantyAt(assertions: Assertion[], at: string): { team: TeamSlug; until: string } | undefined {
  const { before, moved } = movedAt(assertions, at) ?? {};
  if (before === undefined || moved === undefined) return undefined;
  const until = moved.warrantyUntil ?? new Date(Date.parse(moved.effectiveFrom) + warrantyDays * 24 * 3_600_000).toISOString();
  return at < until ? { team: before.owner, until } : undefined;
}
