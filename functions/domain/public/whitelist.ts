import type { Fact, IncidentEvent } from '#domain/incident/events';
import type { ImpactWindow } from '#domain/incident/impact';
import type { Party } from '#domain/incident/routing';
import { isSerious } from '#domain/incident/severity';
import type { MessagePlace } from '#domain/incident/telling-events';
import type { Line } from '#domain/service/support';
import type { IncidentFacts } from './incident-facts.ts';
import { publicOwner } from './owner.ts';
import type { PublicData, PublicType } from './schemas.ts';

type Own<Type extends PublicType> = Omit<PublicData<Type>, 'facts'>;

/** Field by field, never by spreading: what is not named here does not leave. */
export function publicIncident(event: IncidentEvent, facts: IncidentFacts): Own<IncidentEvent['type']> {
  switch (event.type) {
    case 'IncidentDeclared':
      return {
        severity: event.severity,
        service_id: event.service,
        private: event.private,
        drill: event.drill,
        ...(event.afterwards && { afterwards: true }),
        ...(event.detectedBy && { detected_by: event.detectedBy }),
        reported_by: event.reportedBy,
        ...(event.relatedTo && { related_to: event.relatedTo }),
      } satisfies Own<'IncidentDeclared'>;
    case 'IncidentReported':
      return {
        reported_by: event.reportedBy,
        severity: event.severity,
        ...(event.detectedBy && { detected_by: event.detectedBy }),
      } satisfies Own<'IncidentReported'>;
    case 'IncidentRouted':
      return {
        owner: publicOwner(event.owner),
        in_working_hours: event.working,
        uncovered_since: event.uncoveredSince,
        ladder: event.ladder.map(({ role, people }) => ({ role, people })),
        swarm: event.swarm,
        left_out: event.leftOut.map(({ person, reason }) => ({ person, reason })),
        more_left_out: event.moreLeftOut,
        ...(event.lines && { lines: event.lines.map(publicLine) }),
        ...(event.waitsUntil && { waits_until: event.waitsUntil }),
        ...(event.uncovered && { uncovered: true }),
        ...(event.shadow && { shadow: { team_id: event.shadow.team, people: event.shadow.people } }),
        ...(event.pending && { pending_transfer: publicPending(event.pending) }),
        ...(event.standIns && { stand_ins: event.standIns }),
        ...(event.warranty && { warranty: { team_id: event.warranty.team, until: event.warranty.until } }),
      } satisfies Own<'IncidentRouted'>;
    case 'IncidentUnrouted':
      return { reason: event.reason } satisfies Own<'IncidentUnrouted'>;
    case 'IncidentServiceChanged':
      return { from: event.from, to: event.to } satisfies Own<'IncidentServiceChanged'>;
    case 'IncidentChannelOpened':
      return { channel_id: event.channel } satisfies Own<'IncidentChannelOpened'>;
    case 'IncidentChannelRefused':
      return { code: event.code } satisfies Own<'IncidentChannelRefused'>;
    case 'IncidentPaged':
      return {
        person: event.person,
        rung: event.rung,
        via: event.via,
        outcome: event.outcome,
        ...(event.code && { code: event.code }),
      } satisfies Own<'IncidentPaged'>;
    case 'IncidentEscalated':
      return {
        rung: event.rung,
        role: event.role,
        people: event.people,
        because: event.because,
        ...(event.by && { by: event.by }),
      } satisfies Own<'IncidentEscalated'>;
    case 'IncidentHandoverAsked':
      return {
        by: event.by,
        from: publicParty(event.from),
        to_team_id: event.team,
        people: event.people,
      } satisfies Own<'IncidentHandoverAsked'>;
    case 'IncidentHandoverDeclined':
      return {
        by: event.by ?? null,
        to_team_id: event.team,
        asked_at: event.askedAt,
        waited_s: seconds(event.askedAt, event.at),
      } satisfies Own<'IncidentHandoverDeclined'>;
    case 'IncidentHandedOff':
      return {
        by: event.by ?? null,
        because: event.because,
        from: publicParty(event.from),
        to: publicParty(event.to),
        asked_at: event.askedAt,
        waited_s: seconds(event.askedAt, event.at),
        managers: event.managers,
      } satisfies Own<'IncidentHandedOff'>;
    case 'CalloutRecorded':
      return {
        person: event.person,
        as: event.as,
        compensation: event.compensation,
        rest_broken: event.restSince !== undefined,
      } satisfies Own<'CalloutRecorded'>;
    case 'IncidentAcknowledged':
    case 'IncidentUnacknowledged':
      return { by: event.by } satisfies Own<'IncidentAcknowledged' | 'IncidentUnacknowledged'>;
    case 'IncidentUpdated':
      return { by: event.by, next_by: event.nextBy } satisfies Own<'IncidentUpdated'>;
    case 'IncidentUpdateOverdue':
      return { due: event.due } satisfies Own<'IncidentUpdateOverdue'>;
    case 'IncidentUpdateSnoozed':
      return { by: event.by, minutes: event.minutes } satisfies Own<'IncidentUpdateSnoozed'>;
    case 'IncidentNoted':
      return { by: event.by, happened_at: event.happenedAt } satisfies Own<'IncidentNoted'>;
    case 'IncidentNotesErased':
      return { by: event.by, happened_at: event.notes.map((note) => note.happenedAt) } satisfies Own<'IncidentNotesErased'>;
    case 'IncidentSeverityChanged':
      return {
        by: event.by,
        from: event.from,
        to: event.to,
        after_resolution: event.afterResolution,
      } satisfies Own<'IncidentSeverityChanged'>;
    case 'IncidentRoleAssigned':
      return { by: event.by, role: event.role, person: event.person } satisfies Own<'IncidentRoleAssigned'>;
    case 'IncidentImpactChanged':
      return {
        by: event.by,
        before: event.before.map(publicWindow),
        windows: event.windows.map(publicWindow),
      } satisfies Own<'IncidentImpactChanged'>;
    case 'IncidentResolved':
      return {
        by: event.by,
        fix_kind: event.fix,
        postmortem_required: isSerious(facts.severity_peak) && !facts.drill,
      } satisfies Own<'IncidentResolved'>;
    case 'IncidentMarkedDuplicate':
      return { by: event.by, of: event.of } satisfies Own<'IncidentMarkedDuplicate'>;
    case 'IncidentDuplicatesChanged':
      return {
        by: event.by,
        duplicate: event.duplicate,
        added: event.added,
        people: event.people,
      } satisfies Own<'IncidentDuplicatesChanged'>;
    case 'IncidentSubscribed':
    case 'IncidentUnsubscribed':
      return { by: event.by, subscriber: event.subscriber.kind } satisfies Own<'IncidentSubscribed'>;
    case 'IncidentSwarmChanged':
      return {
        by: event.by,
        people: event.people,
        because: event.because,
        ...(event.service && { swarmed_service_id: event.service }),
      } satisfies Own<'IncidentSwarmChanged'>;
    case 'IncidentReattributed':
      return {
        ...(event.by && { by: event.by }),
        owner: publicOwner(event.owner),
        as_of: event.asOf,
        ownership_version: event.assertion,
      } satisfies Own<'IncidentReattributed'>;
    case 'IncidentTeamPaged':
      return {
        team_id: event.team,
        via: event.via,
        outcome: event.outcome,
        ...(event.code && { code: event.code }),
      } satisfies Own<'IncidentTeamPaged'>;
    case 'IncidentAnsweredElsewhere':
    case 'IncidentAlertCleared':
      return { by: event.by } satisfies Own<'IncidentAlertCleared'>;
    case 'IncidentMessagePinned':
      return { by: event.by, message: publicPlace(event.message), happened_at: event.happenedAt } satisfies Own<'IncidentMessagePinned'>;
    case 'IncidentMessageUnpinned':
      return {
        ...(event.by && { by: event.by }),
        message: publicPlace(event.message),
        because: event.because,
      } satisfies Own<'IncidentMessageUnpinned'>;
    case 'IncidentMessageDated':
      return {
        by: event.by,
        message: publicPlace(event.message),
        happened_at: event.happenedAt,
        ...(event.kind && { kind: event.kind }),
      } satisfies Own<'IncidentMessageDated'>;
    case 'IncidentAccessGranted':
      return { by: event.by, person: event.person } satisfies Own<'IncidentAccessGranted'>;
    case 'IncidentMadePrivate':
      return { by: event.by, people: event.people } satisfies Own<'IncidentMadePrivate'>;
    case 'IncidentArchived':
      return {} satisfies Own<'IncidentArchived'>;
    case 'IncidentWentQuiet':
      return { since: event.since } satisfies Own<'IncidentWentQuiet'>;
    case 'IncidentStillGoing':
    case 'IncidentTitleChanged':
    case 'IncidentMitigated':
    case 'IncidentClosed':
    case 'IncidentCancelled':
      return { by: event.by } satisfies Own<'IncidentMitigated'>;
    case 'IncidentReopened':
      return { by: event.by } satisfies Own<'IncidentReopened'>;
    default:
      return event satisfies never;
  }
}

const publicParty = ({ team, level }: Party) => ({ team_id: team, ...(level !== undefined && { level }) });
const publicPending = ({ transfer, to, plannedAt }: NonNullable<Fact<'IncidentRouted'>['pending']>) => ({
  transfer_id: transfer,
  to_team_id: to,
  planned_at: plannedAt,
});
const publicLine = ({ level, teams, bestEndeavours }: Line) => ({ level, team_ids: teams, best_endeavours: bestEndeavours });
const seconds = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 1000;
const publicPlace = ({ channel, ts }: MessagePlace) => ({ channel, ts });
const publicWindow = ({ level, fraction, from, to }: ImpactWindow) => ({ level, fraction, from, to });
