import * as z from 'zod';
import { AlertId } from '#domain/alert/alert-id';
import { Author, Monitor } from '#domain/person/author';
import { PersonId } from '#domain/person/person';
import { MaintenanceSolution, SupportModel } from '#domain/service/ownership';
import { Lifecycle, ServiceSlug } from '#domain/service/service';
import { Compensation, Line } from '#domain/service/support';
import { PagerKind } from '#domain/team/pager';
import { TeamSlug } from '#domain/team/team';
import { TeamType } from '#domain/team/team-type';
import { ImpactWindow } from './impact.ts';
import { IncidentId } from './incident-id.ts';
import { Severity } from './severity.ts';
import { TimelineKind } from './timeline-kind.ts';

const at = z.iso.datetime();
export const DetectedBy = z.enum(['monitoring', 'customer', 'colleague', 'supplier']);
export type DetectedBy = z.infer<typeof DetectedBy>;

/** The channel in which it was typed, and a link to the message if it was declared from one. */
export const From = z.object({ channel: z.string(), link: z.url().optional() });
export type From = z.infer<typeof From>;
/** Where a message of Slack's stands; a reply stands in a thread. */
export const MessagePlace = z.object({ channel: z.string(), ts: z.string(), thread: z.string().optional() });
export type MessagePlace = z.infer<typeof MessagePlace>;
/** The message that the words came from. */
export const Origin = From.required();

/** Who owned the service when it was declared, and under which model: stored once, so that reports never change when a service moves. */
export const Owner = z.object({
  team: TeamSlug,
  teamType: TeamType,
  ownershipVersion: z.int(),
  model: SupportModel,
  solution: MaintenanceSolution,
  lifecycle: Lifecycle,
  target: z.number().optional(),
});
export type Owner = z.infer<typeof Owner>;

export const RungRole = z.enum(['on_call', 'side_kick', 'lead', 'management', 'best_endeavours']);
export type RungRole = z.infer<typeof RungRole>;
/** Who is asked outside of their working hours, what they get for it, and since when they should be resting, if so. */
export const CalledOut = z.object({ person: PersonId, compensation: Compensation, restSince: at.optional() });
export type CalledOut = z.infer<typeof CalledOut>;
export const Rung = z.object({ role: RungRole, people: z.array(PersonId), calledOut: z.array(CalledOut).optional() });
export type Rung = z.infer<typeof Rung>;
export const EscalatedBecause = z.enum(['nobody_on_call', 'no_acknowledgement', 'not_reached', 'working_day', 'asked_for']);
export const CalledAs = z.enum([...RungRole.options, 'shadow', 'helper', 'incident_manager']);
export type CalledAs = z.infer<typeof CalledAs>;
export const LeftOut = z.object({ person: PersonId, reason: z.enum(['deactivated', 'bot', 'guest', 'on_leave', 'too_many']) });

/** Whose it is, who is asked in turn, and who is brought in. */
export const Routing = z.object({
  owner: Owner.nullable(),
  /** In working hours of the owner, the whole team is asked in. */
  working: z.boolean(),
  uncoveredSince: at.nullable(),
  ladder: z.array(Rung),
  swarm: z.array(PersonId),
  /** Who would have been brought in too, had it been serious then: they come as soon as it is. */
  ifSerious: z.array(PersonId).optional(),
  leftOut: z.array(LeftOut),
  /** How many more were left out than are named. */
  moreLeftOut: z.int(),
  group: z.string().optional(),
  /** Who answers together, and to whom it goes on; none where it is told by an older record. */
  lines: z.array(Line).optional(),
  /** Nobody is woken for it: asked on their next working day. */
  waitsUntil: at.optional(),
  /** Nobody is meant to be woken at this hour, and it is too serious for that. */
  uncovered: z.boolean().optional(),
  /** Who learns to run it: paged too, and nothing hangs on them. */
  shadow: z.object({ team: TeamSlug, people: z.array(PersonId), calledOut: z.array(CalledOut) }).optional(),
  /** Who had it before and can be asked. They are not paged. */
  warranty: z.object({ team: TeamSlug, channel: z.string().optional(), until: at }).optional(),
});

/** Who has the answering of it: a team, at a level where support has several. */
export const Party = z.object({ team: TeamSlug.nullable(), level: z.int().optional() });
export type Party = z.infer<typeof Party>;
export const HandedOffBecause = z.enum(['escalated', 'not_restored', 'handover']);

/** Offered, never forced. */
export const IncidentRole = z.enum(['commander', 'deputy', 'scribe', 'liaison']);
export type IncidentRole = z.infer<typeof IncidentRole>;

/** A workaround leaves the cause where it is, and proposes a permanent fix; `by_itself`: nobody did anything. */
export const Fix = z.enum(['workaround', 'permanent', 'by_itself']);
export type Fix = z.infer<typeof Fix>;

/** Who wants to hear of it without being in it. */
export const Subscriber = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), person: PersonId }),
  z.object({ kind: z.literal('channel'), channel: z.string() }),
]);
export type Subscriber = z.infer<typeof Subscriber>;
export const sameSubscriber = (one: Subscriber, other: Subscriber) => idOf(one) === idOf(other);
const idOf = (one: Subscriber) => (one.kind === 'person' ? one.person : one.channel);

/** Why somebody was brought in: named, in a group that was named, or on call for a service that was. */
export const SwarmedAs = z.enum(['person', 'group', 'service']);
export type SwarmedAs = z.infer<typeof SwarmedAs>;

/** The log. What people wrote is an item of its own; the event knows its id. Made on its first use, because a cold start seldom reads it. */
export const IncidentEvent = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.object({
      type: z.literal('IncidentDeclared'),
      at,
      by: Author,
      reportedBy: Author,
      /** The alert that it was raised by. */
      alert: AlertId.optional(),
      severity: Severity,
      service: ServiceSlug.nullable(),
      /** What was said of the service, when that named none. */
      saidId: z.string().optional(),
      private: z.boolean(),
      drill: z.boolean(),
      /** It was over by then: put on record as of when it was, and nobody is asked. */
      afterwards: z.boolean().optional(),
      detectedBy: DetectedBy.optional(),
      titleId: z.string(),
      symptomsId: z.string().optional(),
      origin: Origin.optional(),
      /** What it goes on from: one that had been over for too long to be opened again. */
      relatedTo: IncidentId.optional(),
    }),
    z.object({
      type: z.literal('IncidentReported'),
      at,
      by: Author,
      reportedBy: Author,
      alert: AlertId.optional(),
      severity: Severity,
      detectedBy: DetectedBy.optional(),
      textId: z.string(),
      symptomsId: z.string().optional(),
      origin: Origin.optional(),
    }),
    Routing.extend({ type: z.literal('IncidentRouted'), at }),
    z.object({ type: z.literal('IncidentUnrouted'), at, reason: z.enum(['nobody_to_ask', 'nobody_reached']) }),
    z.object({ type: z.literal('IncidentServiceChanged'), at, by: PersonId, from: ServiceSlug.nullable(), to: ServiceSlug }),
    /** Without its name, which is made of the title: words are not in the log. */
    z.object({ type: z.literal('IncidentChannelOpened'), at, channel: z.string(), private: z.boolean() }),
    z.object({ type: z.literal('IncidentChannelRefused'), at, code: z.string() }),
    z.object({
      type: z.literal('IncidentPaged'),
      at,
      person: PersonId,
      /** `null`: asked for by somebody, and on no rung of the ladder. */
      rung: z.int().nullable(),
      generation: z.int(),
      via: z.literal('slack'),
      outcome: z.enum(['delivered', 'refused']),
      code: z.string().optional(),
    }),
    z.object({
      type: z.literal('IncidentEscalated'),
      at,
      rung: z.int(),
      role: RungRole,
      people: z.array(PersonId),
      because: EscalatedBecause,
      calledOut: z.array(CalledOut).optional(),
      /** Somebody who did not want to wait. */
      by: PersonId.optional(),
      reasonId: z.string().optional(),
    }),
    z.object({
      type: z.literal('IncidentHandoverAsked'),
      at,
      by: PersonId,
      from: Party,
      team: TeamSlug,
      people: z.array(PersonId),
      calledOut: z.array(CalledOut).optional(),
      reasonId: z.string(),
    }),
    /** Without `by` nobody answered in time. */
    z.object({
      type: z.literal('IncidentHandoverDeclined'),
      at,
      by: PersonId.optional(),
      team: TeamSlug,
      askedAt: at,
      reasonId: z.string().optional(),
    }),
    /** To the next level, or to a team that takes it. Without `by` it went on by itself, since it lasted. */
    z.object({
      type: z.literal('IncidentHandedOff'),
      at,
      by: PersonId.optional(),
      because: HandedOffBecause,
      from: Party,
      to: Party,
      askedAt: at,
      reasonId: z.string().optional(),
      ladder: z.array(Rung),
      /** Brought in because it is passed on again and again. */
      managers: z.array(PersonId),
    }),
    z.object({
      type: z.literal('CalloutRecorded'),
      at,
      person: PersonId,
      as: CalledAs,
      compensation: Compensation,
      restSince: at.optional(),
      generation: z.int(),
    }),
    z.object({ type: z.literal('IncidentAcknowledged'), at, by: PersonId }),
    z.object({ type: z.literal('IncidentUnacknowledged'), at, by: PersonId }),
    /** What is known and what is being done. `nextBy` is when people hear again, where that was promised. */
    z.object({ type: z.literal('IncidentUpdated'), at, by: PersonId, textId: z.string(), nextBy: at.nullable() }),
    z.object({ type: z.literal('IncidentUpdateOverdue'), at, due: at }),
    z.object({ type: z.literal('IncidentUpdateSnoozed'), at, by: PersonId, minutes: z.int() }),
    z.object({ type: z.literal('IncidentNoted'), at, by: PersonId, textId: z.string(), happenedAt: at }),
    z.object({ type: z.literal('IncidentTitleChanged'), at, by: PersonId, titleId: z.string() }),
    z.object({
      type: z.literal('IncidentSeverityChanged'),
      at,
      by: PersonId,
      from: Severity,
      to: Severity,
      reasonId: z.string(),
      afterResolution: z.boolean(),
    }),
    z.object({ type: z.literal('IncidentRoleAssigned'), at, by: PersonId, role: IncidentRole, person: PersonId.nullable() }),
    /** Both values are kept: what was believed before, and what is believed now. */
    z.object({
      type: z.literal('IncidentImpactChanged'),
      at,
      by: PersonId,
      before: z.array(ImpactWindow),
      windows: z.array(ImpactWindow),
      reasonId: z.string().optional(),
    }),
    z.object({ type: z.literal('IncidentMitigated'), at, by: PersonId }),
    z.object({ type: z.literal('IncidentResolved'), at, by: Author, fix: Fix, howId: z.string() }),
    z.object({ type: z.literal('IncidentReopened'), at, by: PersonId, reasonId: z.string().optional() }),
    /** `archiveAt`: when its channel is put away, where the organisation wants that. */
    z.object({ type: z.literal('IncidentClosed'), at, by: PersonId, archiveAt: at.optional() }),
    z.object({ type: z.literal('IncidentCancelled'), at, by: PersonId, reasonId: z.string(), archiveAt: at.optional() }),
    z.object({ type: z.literal('IncidentArchived'), at }),
    /** Nobody has said or done anything since; asked whether it is still going on. */
    z.object({ type: z.literal('IncidentWentQuiet'), at, since: at }),
    z.object({ type: z.literal('IncidentStillGoing'), at, by: PersonId }),
    /** Somebody had declared the same already; `null`: it is one of its own after all. */
    z.object({ type: z.literal('IncidentMarkedDuplicate'), at, by: PersonId, of: IncidentId.nullable() }),
    /** Another one is the same as this, or is not after all; its reporters and responders come along. */
    z.object({
      type: z.literal('IncidentDuplicatesChanged'),
      at,
      by: PersonId,
      duplicate: IncidentId,
      added: z.boolean(),
      declaredAt: at,
      people: z.array(PersonId),
    }),
    z.object({ type: z.literal('IncidentSubscribed'), at, by: PersonId, subscriber: Subscriber }),
    z.object({ type: z.literal('IncidentUnsubscribed'), at, by: PersonId, subscriber: Subscriber }),
    /** Brought in by somebody who needs them. */
    z.object({
      type: z.literal('IncidentSwarmChanged'),
      at,
      by: PersonId,
      people: z.array(PersonId),
      because: SwarmedAs,
      service: ServiceSlug.optional(),
    }),
    /** From here on it exists for those who are in it; `people` are those who come along from its channel. */
    z.object({ type: z.literal('IncidentMadePrivate'), at, by: PersonId, people: z.array(PersonId) }),
    /** The owner's own pager was called: it wakes whoever that says. */
    z.object({
      type: z.literal('IncidentTeamPaged'),
      at,
      team: TeamSlug,
      generation: z.int(),
      via: PagerKind,
      outcome: z.enum(['delivered', 'refused']),
      code: z.string().optional(),
    }),
    /** Somebody answered where we cannot see who it is. */
    z.object({ type: z.literal('IncidentAnsweredElsewhere'), at, by: Monitor }),
    /** A monitor says that what it saw is over. */
    z.object({ type: z.literal('IncidentAlertCleared'), at, by: Monitor, alert: AlertId }),
    /** Somebody put a message of Slack's on the timeline; the last who had put it there took it away, or it is gone. */
    z.object({ type: z.literal('IncidentMessagePinned'), at, by: PersonId, entryId: z.string(), message: MessagePlace, happenedAt: at }),
    z.object({
      type: z.literal('IncidentMessageUnpinned'),
      at,
      by: PersonId.optional(),
      entryId: z.string(),
      message: MessagePlace,
      because: z.enum(['unpinned', 'deleted']),
    }),
    /** It tells of something at another time than it was written. */
    z.object({
      type: z.literal('IncidentMessageDated'),
      at,
      by: PersonId,
      entryId: z.string(),
      message: MessagePlace,
      happenedAt: at,
      kind: TimelineKind.optional(),
    }),
    /** A private incident exists for this person from here on. */
    z.object({ type: z.literal('IncidentAccessGranted'), at, by: PersonId, person: PersonId }),
  ]),
);
export type IncidentEvent = z.infer<typeof IncidentEvent>;
export type Fact<Type extends IncidentEvent['type']> = Extract<IncidentEvent, { type: Type }>;

/** The words that belong to an event, by id. */
export function textsOf(event: IncidentEvent): string[] {
  const { titleId, symptomsId, saidId, textId, reasonId, howId } = event as Partial<
    Record<'titleId' | 'symptomsId' | 'saidId' | 'textId' | 'reasonId' | 'howId', string>
  >;
  return [titleId, symptomsId, saidId, textId, reasonId, howId].filter((text) => text !== undefined);
}
