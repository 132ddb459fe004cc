import * as z from 'zod';
import { CustomerSupport } from '#domain/organisation/organisation';
import { PersonId } from '#domain/person/person';
import { CostBasis } from '#domain/service/ownership';
import { PagerUrl } from '#domain/team/pager';
import { TeamSlug } from '#domain/team/team';
import { TeamType } from '#domain/team/team-type';
import { Tracker } from '#domain/team/tracker';
import { WorkingHours } from '#domain/team/working-hours';
import { GroupId } from '#domain/workspace/group';
import { CataloguedService } from './catalogued.ts';
import { handle, instant, Mentioned } from './read.ts';

const parameter = z.string().regex(/^[a-z0-9-]{1,60}$/);
/** The key of PagerDuty and the secret of a webhook are names of parameters below `/muster/pagers`, never the values. */
const pager = z.union([
  z.strictObject({ pagerduty: parameter }).transform(({ pagerduty }) => ({ kind: 'pagerduty' as const, key: pagerduty })),
  z
    .strictObject({ webhook: PagerUrl.startsWith('https://'), secret: parameter.default('webhook') })
    .transform(({ webhook, secret }) => ({ kind: 'webhook' as const, url: webhook, secret })),
]);

export const CataloguedOrganisation = z.strictObject({
  name: z.string(),
  zone: z.string(),
  incident_managers: TeamSlug,
  service_desk: TeamSlug.optional(),
  incident_commanders: TeamSlug.optional(),
  customer_support: CustomerSupport.optional(),
  facilitators: GroupId.optional(),
  heads: z
    .strictObject({
      product: z.array(Mentioned).optional(),
      delivery: z.array(Mentioned).optional(),
      operations: z.array(Mentioned).optional(),
    })
    .optional(),
  announcements: z.string().default('#incidents'),
  ownership: z.string().default('#ownership'),
  unrouted: z.string().default('#incidents-unrouted'),
  learning: z.string().default('#learning'),
  operations: z.string().default('#muster-ops'),
  archive_after_days: z.int().min(1).max(365).optional(),
  tracker: Tracker.optional(),
});

/** Muster keeps no names of people: handle and name are there for whoever reads the file, and for the local workspace. */
export const CataloguedPerson = z.strictObject({
  id: PersonId,
  handle: handle.optional(),
  name: z.string().optional(),
  zone: z.string(),
  kind: z.enum(['member', 'guest', 'bot']).default('member'),
  /** Who they are there, so that an acknowledgement there is theirs here. */
  pagerduty: z.string().max(100).optional(),
});
export type CataloguedPerson = z.infer<typeof CataloguedPerson>;

export const CataloguedTeam = z.strictObject({
  slug: TeamSlug,
  name: z.string(),
  type: TeamType,
  /** Of a team that is over, because histories name it. */
  status: z.enum(['active', 'disbanded']).default('active'),
  zone: z.string(),
  region: z.string().optional(),
  working_hours: WorkingHours,
  holidays: z.array(z.iso.date()).default([]),
  lead: Mentioned,
  tech_lead: Mentioned.optional(),
  members: z.array(Mentioned).default([]),
  headcount: z.int().positive().optional(),
  product_domains: z.array(z.string()).optional(),
  org_function: z.enum(['delivery', 'operations', 'product']).optional(),
  budget_holder: Mentioned.optional(),
  cost_basis: CostBasis.optional(),
  supplier: z.strictObject({ name: z.string(), contract: z.string().optional() }).optional(),
  group: z.strictObject({ id: GroupId, handle: z.string().optional() }).optional(),
  channel: z.string().optional(),
  pagers: z.array(pager).default([]),
  tracker: Tracker.optional(),
  /** How much of its time is meant for improvements; where the file does not say, it stays as it is. */
  improvement_capacity_pct: z.int().min(0).max(100).optional(),
  rota: z
    .strictObject({
      starts: z.iso.date(),
      hand_over: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time of day is written like “10:00”.'),
      order: z.array(Mentioned),
      /** Nobody takes turns: the first is on call and the second beside them, every week. */
      fixed: z.literal(true).optional(),
      /** Whoever is in this group of Slack's is on call. */
      group: GroupId.optional(),
      away: z.array(z.strictObject({ person: Mentioned, from: instant, to: instant })).default([]),
    })
    .nullable()
    .default(null),
});
export type CataloguedTeam = z.infer<typeof CataloguedTeam>;

/** A user group of Slack's that is no team's. */
export const CataloguedGroup = z.strictObject({ id: GroupId, handle, members: z.array(Mentioned).default([]) });

/** A catalogue file: people by handle, teams with their rotas, services with the history of who owned them. */
export const Catalogue = z.strictObject({
  organisation: CataloguedOrganisation,
  /** Only the local workspace has channels and these groups made. */
  channels: z.array(z.string()).default([]),
  groups: z.array(CataloguedGroup).default([]),
  people: z.array(CataloguedPerson),
  teams: z.array(CataloguedTeam),
  services: z.array(CataloguedService),
});
export type Catalogue = z.infer<typeof Catalogue>;
