import * as z from 'zod';
import { TeamSlug } from '#domain/team/team-slug';

export const SupportModel = z.enum(['ybiyri', 'ops_run_it', 'ops_sometimes_run_it', 'sre_run_it']);
export type SupportModel = z.infer<typeof SupportModel>;

/** What somebody gets for being called out: money, time off, or nothing. */
export const Compensation = z.enum(['callout_pay', 'toil', 'none']);
export type Compensation = z.infer<typeof Compensation>;

/** One team at one level of support. Of best endeavours is asked and not paged: it has no standby, and no time to answer in. */
export const SupportTier = z.object({
  level: z.int().min(1).max(3),
  team: TeamSlug,
  hours: z.enum(['in', 'out', 'all']),
  bestEndeavours: z.boolean(),
  compensation: Compensation.optional(),
});
export type SupportTier = z.infer<typeof SupportTier>;

export const OnCallLevel = z.enum(['team', 'domain', 'none']);
export type OnCallLevel = z.infer<typeof OnCallLevel>;

/** How a service is supported, as far as it is on record. */
export const Support = z.object({
  tiers: z.array(SupportTier).optional(),
  outOfHours: OnCallLevel.optional(),
  /** Who covers the product domain out of hours. */
  cover: TeamSlug.optional(),
  sreStage: z.enum(['shared_rota', 'sre_primary']).optional(),
});
export type Support = z.infer<typeof Support>;

/** Those who answer together, and are asked together. */
export const Line = z.object({
  level: z.int(),
  teams: z.array(TeamSlug),
  bestEndeavours: z.boolean(),
  compensation: Compensation.optional(),
});
export type Line = z.infer<typeof Line>;
