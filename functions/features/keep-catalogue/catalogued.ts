import * as z from 'zod';
import { Lifecycle } from '#domain/service/lifecycle';
import { CostBasis, MaintenanceSolution, OwnershipReason, SupportModel } from '#domain/service/ownership';
import { mostLetters, ServiceSlug } from '#domain/service/service-slug';
import { Compensation, OnCallLevel } from '#domain/service/support';
import { TeamSlug } from '#domain/team/team-slug';
import { instant, Mentioned } from './read.ts';

const percent = z
  .number()
  .min(0)
  .lt(
    100,
    'Nothing is there all the time: 100 % is neither possible nor wanted. Say 99.9, and it may be down for 2 h 10 min in a quarter.',
  );
const targets = {
  time_to_restore_minutes: z.number().positive().optional(),
  deployment_interval_days: z.number().positive().optional(),
  lead_time_days: z.number().positive().optional(),
};

const Tier = z.strictObject({
  level: z.int().min(1).max(3),
  team: TeamSlug,
  hours: z.enum(['in', 'out', 'all']).default('all'),
  best_endeavours: z.boolean().default(false),
  compensation: Compensation.optional(),
});

/** Who owned it from when on, until the next row. */
export const OwnershipRow = z.strictObject({
  team: TeamSlug,
  model: SupportModel,
  solution: MaintenanceSolution.default('none'),
  from: instant,
  tiers: z.array(Tier).optional(),
  out_of_hours: OnCallLevel.optional(),
  cover: TeamSlug.optional(),
  sre_stage: z.enum(['shared_rota', 'sre_primary']).optional(),
  warranty_until: instant.optional(),
  hand_back: TeamSlug.optional(),
  cost_basis: CostBasis.optional(),
  on_call_budget_holder: Mentioned.optional(),
  reason: OwnershipReason.optional(),
  transfer: z
    .string()
    .regex(/^XFER-\d+$/)
    .optional(),
});
export type OwnershipRow = z.infer<typeof OwnershipRow>;

export const LifecycleRow = z.strictObject({
  to: Lifecycle,
  from: instant,
  funding_ended_on: z.iso.date().optional(),
  funded_until: z.iso.date().optional(),
  transfer: z.string().optional(),
});
export type LifecycleRow = z.infer<typeof LifecycleRow>;

export const TargetsRow = z.strictObject({ from: instant, availability: percent.optional(), ...targets });
export type TargetsRow = z.infer<typeof TargetsRow>;

/** `lifecycle`, `availability_target` and `targets` say how it is now; their histories, where there are any, since when. */
export const CataloguedService = z.strictObject({
  slug: ServiceSlug.refine((said) => said.length <= mostLetters.slug, `At most ${mostLetters.slug} letters.`),
  name: z.string().max(mostLetters.name),
  kind: z.enum(['digital_service', 'data_pipeline', 'foundational_system']),
  domain: z.string().max(mostLetters.productDomain),
  lifecycle: Lifecycle,
  lifecycle_history: z.array(LifecycleRow).optional(),
  product_manager: Mentioned,
  budget_holder: Mentioned.optional(),
  delegate: Mentioned.optional(),
  availability_target: percent.optional(),
  targets: z.strictObject(targets).optional(),
  target_history: z.array(TargetsRow).optional(),
  max_exposure_per_hour: z.strictObject({ amount: z.number().nonnegative(), currency: z.string().length(3) }).optional(),
  complexity: z.enum(['simple', 'complicated', 'complex']).optional(),
  aliases: z.array(z.string()).default([]),
  journeys: z.array(z.string()).default([]),
  alert_keys: z.array(z.string()).default([]),
  urls: z.array(z.url()).default([]),
  runbook: z.url().optional(),
  dashboards: z.array(z.url()).default([]),
  repositories: z.array(z.url()).optional(),
  dependencies: z.array(ServiceSlug).optional(),
  suppliers: z.array(z.strictObject({ name: z.string(), contact: z.string(), paid_by: z.string().optional() })).optional(),
  business_measure: z.strictObject({ name: z.string(), url: z.url().optional() }).optional(),
  shadow: z.strictObject({ team: TeamSlug, from: instant, until: instant }).optional(),
  ownership: z.array(OwnershipRow).default([]),
});
export type CataloguedService = z.infer<typeof CataloguedService>;
