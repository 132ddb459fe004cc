import * as z from 'zod';
import { CustomerSupport } from '#domain/organisation/organisation';
import { PersonId } from '#domain/person/person';
import { MaintenanceSolution, SupportModel } from '#domain/service/ownership';
import { Lifecycle, ServiceSlug } from '#domain/service/service';
import { Compensation, OnCallLevel } from '#domain/service/support';
import { PagerUrl } from '#domain/team/pager';
import { TeamSlug } from '#domain/team/team';
import { TeamType } from '#domain/team/team-type';
import { WorkingHours } from '#domain/team/working-hours';
import { GroupId } from '#domain/workspace/group';

const handle = z.string().regex(/^[a-z0-9._-]+$/);
const instant = z.iso.datetime().transform((at) => new Date(at).toISOString());

const parameter = z.string().regex(/^[a-z0-9-]{1,60}$/);
/** The key of PagerDuty and the secret of a webhook are names of parameters below `/muster/pagers`, never the values. */
const pager = z.union([
  z.strictObject({ pagerduty: parameter }).transform(({ pagerduty }) => ({ kind: 'pagerduty' as const, key: pagerduty })),
  z
    .strictObject({ webhook: PagerUrl.startsWith('https://'), secret: parameter.default('webhook') })
    .transform(({ webhook, secret }) => ({ kind: 'webhook' as const, url: webhook, secret })),
]);

/** A catalogue file: people by handle, teams with their rotas, services with the history of who owned them. */
export const Catalogue = z.object({
  organisation: z.object({
    name: z.string(),
    zone: z.string(),
    incident_managers: TeamSlug,
    service_desk: TeamSlug.optional(),
    incident_commanders: TeamSlug.optional(),
    customer_support: CustomerSupport.optional(),
    announcements: z.string().default('#incidents'),
    ownership: z.string().default('#ownership'),
    unrouted: z.string().default('#incidents-unrouted'),
    operations: z.string().default('#muster-ops'),
    archive_after_days: z.int().min(1).max(365).optional(),
  }),
  channels: z.array(z.string()).default([]),
  people: z.array(
    z.object({
      id: PersonId,
      handle,
      name: z.string(),
      zone: z.string(),
      kind: z.enum(['member', 'guest', 'bot']).default('member'),
      /** Who they are there, so that an acknowledgement there is theirs here. */
      pagerduty: z.string().max(100).optional(),
    }),
  ),
  teams: z.array(
    z.object({
      slug: TeamSlug,
      name: z.string(),
      type: TeamType,
      zone: z.string(),
      region: z.string().optional(),
      working_hours: WorkingHours,
      holidays: z.array(z.iso.date()).default([]),
      lead: handle,
      tech_lead: handle.optional(),
      members: z.array(handle),
      group: z.object({ id: GroupId, handle: z.string() }).optional(),
      channel: z.string().optional(),
      pagers: z.array(pager).default([]),
      rota: z
        .object({
          starts: z.iso.date(),
          hand_over: z.string(),
          order: z.array(handle),
          away: z.array(z.object({ person: handle, from: instant, to: instant })).default([]),
        })
        .nullable()
        .default(null),
    }),
  ),
  services: z.array(
    z.object({
      slug: ServiceSlug,
      name: z.string(),
      kind: z.enum(['digital_service', 'data_pipeline', 'foundational_system']),
      domain: z.string(),
      lifecycle: Lifecycle,
      product_manager: handle,
      availability_target: z.number().optional(),
      aliases: z.array(z.string()).default([]),
      journeys: z.array(z.string()).default([]),
      alert_keys: z.array(z.string()).default([]),
      urls: z.array(z.url()).default([]),
      runbook: z.url().optional(),
      dashboards: z.array(z.url()).default([]),
      business_measure: z.object({ name: z.string(), url: z.url().optional() }).optional(),
      shadow: z.object({ team: TeamSlug, from: instant, until: instant }).optional(),
      ownership: z
        .array(
          z.object({
            team: TeamSlug,
            model: SupportModel,
            solution: MaintenanceSolution.default('none'),
            from: instant,
            tiers: z
              .array(
                z.object({
                  level: z.int(),
                  team: TeamSlug,
                  hours: z.enum(['in', 'out', 'all']).default('all'),
                  best_endeavours: z.boolean().default(false),
                  compensation: Compensation.optional(),
                }),
              )
              .optional(),
            out_of_hours: OnCallLevel.optional(),
            cover: TeamSlug.optional(),
            sre_stage: z.enum(['shared_rota', 'sre_primary']).optional(),
            warranty_until: instant.optional(),
          }),
        )
        .default([]),
    }),
  ),
});
export type Catalogue = z.infer<typeof Catalogue>;
