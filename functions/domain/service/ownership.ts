import * as z from 'zod';
import { ownershipKey } from '#domain/keys';
import { everyRef, type Ref } from '#domain/records';
import { TeamSlug } from '#domain/team/team';
import { Support, SupportModel } from './support.ts';

export { SupportModel };
export const MaintenanceSolution = z.enum([
  'none',
  'multi_product_team',
  'operations_team',
  'regional_developer_support',
  'delivery_team_background',
]);

/** Somebody's word on who owns a service from when on. Never changed; a correction supersedes it. */
export const Assertion = z.object({
  version: z.int().positive(),
  owner: TeamSlug,
  model: SupportModel,
  solution: MaintenanceSolution,
  effectiveFrom: z.iso.datetime(),
  recordedAt: z.iso.datetime(),
  supersedes: z.int().positive().optional(),
  support: Support.optional(),
  /** Until when those who had it before are there to be asked; a month, where nothing is said. */
  warrantyUntil: z.iso.datetime().optional(),
});
export type Assertion = z.infer<typeof Assertion>;

export const assertionsRef = (service: string): Ref<Assertion[]> => everyRef({ ...ownershipKey(service, 0), sk: 'OWN#' }, Assertion);

/**
 * The history of ownership as it was believed at a time: recorded by then, superseded dropped, in order of effect; each ends where the next
 * begins, so that there is neither gap nor overlap. Of two with the same start the later recorded counts.
 */
export function history(assertions: Assertion[], believedAt: string): Assertion[] {
  const believed = assertions.filter(({ recordedAt }) => recordedAt <= believedAt);
  const superseded = new Set(believed.flatMap(({ supersedes }) => supersedes ?? []));
  return believed
    .filter(({ version }) => !superseded.has(version))
    .sort((a, b) => order(a.effectiveFrom, b.effectiveFrom) || a.version - b.version)
    .filter(({ effectiveFrom }, index, sorted) => sorted[index + 1]?.effectiveFrom !== effectiveFrom);
}

/** Who owned the service at an instant, as believed at another (by default: as we know it today). */
export function ownerAt(assertions: Assertion[], at: string, believedAt = '9999-12-31T23:59:59Z'): Assertion | undefined {
  return history(assertions, believedAt).findLast(({ effectiveFrom }) => effectiveFrom <= at);
}

const warrantyDays = 30;

/** Who had it before, while they are still there to be asked. They are never paged. */
export function warrantyAt(assertions: Assertion[], at: string): { team: TeamSlug; until: string } | undefined {
  const owners = history(assertions, '9999-12-31T23:59:59Z').filter(({ effectiveFrom }) => effectiveFrom <= at);
  const now = owners.at(-1);
  const since = owners.findLastIndex(({ owner }) => owner !== now?.owner);
  const [before, moved] = [owners[since], owners[since + 1]];
  if (before === undefined || moved === undefined) return undefined;
  const until = moved.warrantyUntil ?? new Date(Date.parse(moved.effectiveFrom) + warrantyDays * 24 * 3_600_000).toISOString();
  return at < until ? { team: before.owner, until } : undefined;
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
