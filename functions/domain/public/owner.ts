import * as z from 'zod';
import type { Owner } from '#domain/incident/routing';
import { MaintenanceSolution, SupportModel } from '#domain/service/ownership';
import { Lifecycle } from '#domain/service/service';
import { Compensation, OnCallLevel, type Support } from '#domain/service/support';
import { TeamSlug } from '#domain/team/team';
import { TeamType } from '#domain/team/team-type';

/** Who owned the service, and how it was run, as of the declaration. */
export const PublicOwner = z.object({
  team_id: TeamSlug,
  team_type: TeamType,
  ownership_version: z.int(),
  support_model: SupportModel,
  maintenance_solution: MaintenanceSolution,
  lifecycle_state: Lifecycle,
  availability_target: z.number().optional(),
  transfer_pending_at_start: z.literal(true).optional().describe('A transfer to others was under way'),
  days_since_transfer: z.int().optional().describe('Whole days since it came to them, where somebody had it before'),
  owner_at_risk: z.literal(true).optional().describe('Nobody of the team was there'),
});

export const publicOwner = (owner: Owner | null): z.infer<typeof PublicOwner> | null =>
  owner && {
    team_id: owner.team,
    team_type: owner.teamType,
    ownership_version: owner.ownershipVersion,
    support_model: owner.model,
    maintenance_solution: owner.solution,
    lifecycle_state: owner.lifecycle,
    ...(owner.target !== undefined && { availability_target: owner.target }),
    ...(owner.transferPending && { transfer_pending_at_start: true }),
    ...(owner.daysSinceTransfer !== undefined && { days_since_transfer: owner.daysSinceTransfer }),
    ...(owner.atRisk && { owner_at_risk: true }),
  };

export const PublicSupport = z.object({
  tiers: z
    .array(
      z.object({
        level: z.int(),
        team_id: TeamSlug,
        hours: z.enum(['in', 'out', 'all']),
        best_endeavours: z.boolean(),
        compensation: Compensation.optional(),
      }),
    )
    .optional(),
  on_call_level_out_of_hours: OnCallLevel.optional(),
  cover_team_id: TeamSlug.optional(),
  sre_stage: z.enum(['shared_rota', 'sre_primary']).optional(),
});

export const publicSupport = ({ tiers, outOfHours, cover, sreStage }: Support): z.infer<typeof PublicSupport> => ({
  ...(tiers && {
    tiers: tiers.map(({ level, team, hours, bestEndeavours, compensation }) => ({
      level,
      team_id: team,
      hours,
      best_endeavours: bestEndeavours,
      ...(compensation && { compensation }),
    })),
  }),
  ...(outOfHours && { on_call_level_out_of_hours: outOfHours }),
  ...(cover && { cover_team_id: cover }),
  ...(sreStage && { sre_stage: sreStage }),
});
