import * as z from 'zod';
import { PersonId } from '#domain/person/person';
import { AtRisk } from '#domain/service/at-risk';
import { MaintenanceSolution, SupportModel } from '#domain/service/ownership';
import { Lifecycle } from '#domain/service/service';
import { TeamSlug } from '#domain/team/team';
import { PublicSupport } from './owner.ts';

const at = z.iso.datetime();

/** Those of a service: what it is, whose it is, what it is to reach. */
export const serviceEvents = {
  ServiceRegistered: z.object({
    kind: z.string(),
    product_domain: z.string(),
    lifecycle: Lifecycle,
    product_manager: PersonId,
    availability_target: z.number().optional(),
  }),
  ServiceChanged: z.object({
    kind: z.string(),
    product_domain: z.string(),
    lifecycle: Lifecycle,
    product_manager: PersonId,
    availability_target: z.number().optional(),
  }),
  OwnershipAsserted: z.object({
    ownership_version: z.int(),
    owner_team_id: TeamSlug,
    support_model: SupportModel,
    maintenance_solution: MaintenanceSolution,
    effective_from: at,
    supersedes_version: z.int().optional(),
    support: PublicSupport.optional().describe('Tiers, cover and stage, as far as they are on record'),
  }),
  OwnershipCorrected: z.object({
    ownership_version: z.int(),
    supersedes_version: z.int().optional().describe('The assertion that was wrong; nothing where none was there'),
    restated_from: at.describe('What was reported of this time on, until the other, is to be made anew'),
    restated_until: at.optional(),
  }),
  ServiceLifecycleChanged: z.object({
    from: Lifecycle,
    to: Lifecycle,
    effective_from: at,
    funding_ended_on: z.iso.date().optional(),
    funded_until: z.iso.date().optional(),
    transfer_id: z.string().optional(),
  }),
  ServiceTargetsChanged: z.object({
    effective_from: at,
    availability_target: z.number().optional().describe('Percent'),
    time_to_restore_minutes: z.number().optional(),
    deployment_interval_days: z.number().optional(),
    lead_time_days: z.number().optional(),
  }),
  SupportModelChanged: z.object({ from: SupportModel, to: SupportModel, transfer_id: z.string().optional() }),
  ServiceOrphaned: z.object({
    team_id: TeamSlug,
    because: AtRisk,
    stand_ins: z.array(TeamSlug).optional().describe('Teams that are asked in its place'),
  }),
  ServiceHandedBack: z.object({
    team_id: TeamSlug,
    funded_until: z.iso.date(),
    budget_holder: PersonId,
    feature_percent: z.int().describe('Of the capacity of the team, for features'),
  }),
} as const;
