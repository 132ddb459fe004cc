import * as z from 'zod';
import { IncidentRole, SwarmedAs } from '#domain/incident/asking-events';
import { DetectedBy } from '#domain/incident/declaring-events';
import { ImpactWindow } from '#domain/incident/impact';
import { Fix } from '#domain/incident/restoring-events';
import { CalledAs, EscalatedBecause, HandedOffBecause, LeftOut, RungRole } from '#domain/incident/routing';
import { Severity } from '#domain/incident/severity';
import { MessagePlace } from '#domain/incident/telling-events';
import { TimelineKind } from '#domain/incident/timeline-kind';
import { Author } from '#domain/person/author';
import { PersonId } from '#domain/person/person';
import { ServiceSlug } from '#domain/service/service';
import { Compensation } from '#domain/service/support';
import { PagerKind } from '#domain/team/pager';
import { TeamSlug } from '#domain/team/team';
import { improvementEvents } from './improvement-schemas.ts';
import { IncidentFacts } from './incident-facts.ts';
import { PublicOwner } from './owner.ts';
import { PublicParty } from './passing-facts.ts';
import { postmortemEvents } from './postmortem-schemas.ts';
import { serviceEvents } from './service-schemas.ts';
import { teamEvents } from './team-schemas.ts';
import { transferEvents } from './transfer-schemas.ts';

const at = z.iso.datetime();
const incident = <Shape extends z.ZodRawShape>(shape: Shape) => z.object({ ...shape, facts: IncidentFacts });

const PublicRung = z.object({ role: RungRole, people: z.array(PersonId) });

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
    ladder: z.array(PublicRung),
    swarm: z.array(PersonId),
    left_out: z.array(LeftOut),
    more_left_out: z.int().describe('How many more were left out than are named'),
    lines: z
      .array(z.object({ level: z.int(), team_ids: z.array(TeamSlug), best_endeavours: z.boolean() }))
      .optional()
      .describe('Who answers together, and to whom it goes on'),
    waits_until: at.optional().describe('Nobody is woken: asked on their next working day'),
    uncovered: z.literal(true).optional().describe('No cover at this hour; asked all the same, since it is serious'),
    shadow: z.object({ team_id: TeamSlug, people: z.array(PersonId) }).optional(),
    pending_transfer: z.object({ transfer_id: z.string(), to_team_id: TeamSlug, planned_at: at }).optional(),
    stand_ins: z.array(TeamSlug).optional().describe('Teams that are asked in place of owners who are gone'),
    warranty: z.object({ team_id: TeamSlug, until: at }).optional(),
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
    because: EscalatedBecause,
    by: PersonId.optional().describe('Somebody who did not want to wait'),
  }),
  IncidentHandoverAsked: incident({ by: PersonId, from: PublicParty, to_team_id: TeamSlug, people: z.array(PersonId) }),
  IncidentHandoverDeclined: incident({
    by: PersonId.nullable().describe('null: nobody answered in time'),
    to_team_id: TeamSlug,
    asked_at: at,
    waited_s: z.number(),
  }),
  IncidentHandedOff: incident({
    by: PersonId.nullable().describe('null: by itself, since it lasted'),
    because: HandedOffBecause,
    from: PublicParty,
    to: PublicParty,
    asked_at: at,
    waited_s: z.number().describe('From the question whether they take it to their yes; 0 where nobody has to say yes'),
    managers: z.array(PersonId).describe('Incident managers who were brought in because it is passed on again and again'),
  }),
  CalloutRecorded: incident({ person: PersonId, as: CalledAs, compensation: Compensation, rest_broken: z.boolean() }),
  IncidentAcknowledged: incident({ by: PersonId }),
  IncidentUnacknowledged: incident({ by: PersonId }),
  IncidentUpdated: incident({ by: PersonId, next_by: at.nullable() }),
  IncidentUpdateOverdue: incident({ due: at }),
  IncidentUpdateSnoozed: incident({ by: PersonId, minutes: z.int() }),
  IncidentNoted: incident({ by: PersonId, happened_at: at }),
  IncidentNotesErased: incident({ by: PersonId, happened_at: z.array(at).describe('Of what each of them told') }),
  IncidentTitleChanged: incident({ by: PersonId }),
  IncidentSeverityChanged: incident({ by: PersonId, from: Severity, to: Severity, after_resolution: z.boolean() }),
  IncidentRoleAssigned: incident({ by: PersonId, role: IncidentRole, person: PersonId.nullable() }),
  IncidentImpactChanged: incident({ by: PersonId, before: z.array(ImpactWindow), windows: z.array(ImpactWindow) }),
  IncidentMitigated: incident({ by: PersonId }),
  IncidentResolved: incident({
    by: Author,
    fix_kind: Fix,
    postmortem_required: z.boolean().optional().describe('By how serious it was; what else asks for one is told by PostmortemRequired'),
  }),
  IncidentReopened: incident({ by: Author }),
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
  IncidentReattributed: incident({
    by: PersonId.optional().describe('Nobody where the catalogue file corrected it'),
    owner: PublicOwner.nullable(),
    as_of: at.describe('When customers began to be hurt'),
    ownership_version: z.int().describe('The assertion that corrected it'),
  }),
  IncidentAnsweredElsewhere: incident({ by: Author }),
  IncidentAlertCleared: incident({ by: Author }),
  IncidentMessagePinned: incident({ by: PersonId, message: MessagePlace, happened_at: at }),
  IncidentMessageUnpinned: incident({
    by: PersonId.optional().describe('Who took it away; nobody where it was deleted'),
    message: MessagePlace,
    because: z.enum(['unpinned', 'deleted']),
  }),
  IncidentMessageDated: incident({ by: PersonId, message: MessagePlace, happened_at: at, kind: TimelineKind.optional() }),
  IncidentAccessGranted: incident({ by: PersonId, person: PersonId }),
  ...serviceEvents,
  ...transferEvents,
  ...teamEvents,
  ...postmortemEvents,
  ...improvementEvents,
} as const;

export type PublicType = keyof typeof publicEvents;
export type PublicData<Type extends PublicType> = z.infer<(typeof publicEvents)[Type]>;
