import * as z from 'zod';
import { DetectedBy, Fix, IncidentRole, LeftOut, Rung, RungRole, SwarmedAs } from '#domain/incident/events';
import { ImpactWindow } from '#domain/incident/impact';
import { Severity } from '#domain/incident/severity';
import { Author } from '#domain/person/author';
import { PersonId } from '#domain/person/person';
import { MaintenanceSolution, SupportModel } from '#domain/service/ownership';
import { Lifecycle, ServiceSlug } from '#domain/service/service';
import { PagerKind } from '#domain/team/pager';
import { TeamSlug } from '#domain/team/team';
import { TeamType } from '#domain/team/team-type';
import { IncidentFacts } from './incident-facts.ts';
import { PublicOwner, PublicSupport } from './owner.ts';

const at = z.iso.datetime();
const incident = <Shape extends z.ZodRawShape>(shape: Shape) => z.object({ ...shape, facts: IncidentFacts });

/** What `data` holds, by detail-type. This is the contract: `docs/events.md` and the schema registry are made from it. */
export const publicEvents = {
  IncidentDeclared: incident({
    severity: Severity,
    service_id: ServiceSlug.nullable(),
    private: z.boolean(),
    drill: z.boolean(),
    afterwards: z.literal(true).optional().describe('It was over by then'),
    detected_by: DetectedBy.optional(),
    reported_by: Author.describe('A person, or `monitor:<source>`'),
    related_to: z.string().optional().describe('The incident that this one goes on from'),
  }),
  IncidentReported: incident({ reported_by: Author, severity: Severity, detected_by: DetectedBy.optional() }),
  IncidentRouted: incident({
    owner: PublicOwner.nullable(),
    in_working_hours: z.boolean(),
    uncovered_since: at.nullable(),
    ladder: z.array(Rung),
    swarm: z.array(PersonId),
    left_out: z.array(LeftOut),
    more_left_out: z.int().describe('How many more were left out than are named'),
  }),
  IncidentUnrouted: incident({ reason: z.enum(['nobody_to_ask', 'nobody_reached']) }),
  IncidentServiceChanged: incident({ from: ServiceSlug.nullable(), to: ServiceSlug }),
  IncidentChannelOpened: incident({ channel_id: z.string() }),
  IncidentChannelRefused: incident({ code: z.string() }),
  IncidentPaged: incident({
    person: PersonId,
    rung: z.int().nullable().describe('null: asked for by somebody, on no rung of the ladder'),
    via: z.literal('slack'),
    outcome: z.enum(['delivered', 'refused']),
    code: z.string().optional(),
  }),
  IncidentEscalated: incident({
    rung: z.int(),
    role: RungRole,
    people: z.array(PersonId),
    because: z.enum(['nobody_on_call', 'no_acknowledgement', 'not_reached']),
  }),
  IncidentAcknowledged: incident({ by: PersonId }),
  IncidentUnacknowledged: incident({ by: PersonId }),
  IncidentUpdated: incident({ by: PersonId, next_by: at.nullable() }),
  IncidentUpdateOverdue: incident({ due: at }),
  IncidentUpdateSnoozed: incident({ by: PersonId, minutes: z.int() }),
  IncidentNoted: incident({ by: PersonId, happened_at: at }),
  IncidentTitleChanged: incident({ by: PersonId }),
  IncidentSeverityChanged: incident({ by: PersonId, from: Severity, to: Severity, after_resolution: z.boolean() }),
  IncidentRoleAssigned: incident({ by: PersonId, role: IncidentRole, person: PersonId.nullable() }),
  IncidentImpactChanged: incident({ by: PersonId, before: z.array(ImpactWindow), windows: z.array(ImpactWindow) }),
  IncidentMitigated: incident({ by: PersonId }),
  IncidentResolved: incident({ by: Author, fix_kind: Fix }),
  IncidentReopened: incident({ by: PersonId }),
  IncidentClosed: incident({ by: PersonId }),
  IncidentCancelled: incident({ by: PersonId }),
  IncidentArchived: incident({}),
  IncidentWentQuiet: incident({ since: at }),
  IncidentStillGoing: incident({ by: PersonId }),
  IncidentMarkedDuplicate: incident({ by: PersonId, of: z.string().nullable().describe('null: it is one of its own after all') }),
  IncidentDuplicatesChanged: incident({
    by: PersonId,
    duplicate: z.string(),
    added: z.boolean(),
    people: z.array(PersonId).describe('Who comes along from the other one'),
  }),
  IncidentSubscribed: incident({ by: PersonId, subscriber: z.enum(['person', 'channel']) }),
  IncidentUnsubscribed: incident({ by: PersonId, subscriber: z.enum(['person', 'channel']) }),
  IncidentSwarmChanged: incident({
    by: PersonId,
    people: z.array(PersonId),
    because: SwarmedAs,
    swarmed_service_id: ServiceSlug.optional().describe('Whose on-call it is'),
  }),
  IncidentMadePrivate: incident({ by: PersonId, people: z.array(PersonId).describe('Those who come along from its public channel') }),
  IncidentTeamPaged: incident({
    team_id: TeamSlug,
    via: PagerKind,
    outcome: z.enum(['delivered', 'refused']),
    code: z.string().optional(),
  }),
  IncidentAnsweredElsewhere: incident({ by: Author }),
  IncidentAlertCleared: incident({ by: Author }),
  IncidentAccessGranted: incident({ by: PersonId, person: PersonId }),
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
  TeamCreated: z.object({ team_type: TeamType, zone: z.string(), region: z.string().optional(), lead: PersonId, members: z.int() }),
  TeamChanged: z.object({ team_type: TeamType, zone: z.string(), region: z.string().optional(), lead: PersonId, members: z.int() }),
  TeamRotaSet: z.object({ people_in_rota: z.int() }),
} as const;

export type PublicType = keyof typeof publicEvents;
export type PublicData<Type extends PublicType> = z.infer<(typeof publicEvents)[Type]>;
