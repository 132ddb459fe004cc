import * as z from 'zod';
import type { IncidentEvent } from './events.ts';

/** What an entry of the timeline is. */
export const TimelineKind = z.enum(['alert', 'communication', 'monitor_status', 'action', 'decision']);
export type TimelineKind = z.infer<typeof TimelineKind>;

/** The kind of each event; `undefined`: it shows elsewhere. What a message is, whoever put it there may say. */
export const kindOf: Record<IncidentEvent['type'], TimelineKind | 'message' | undefined> = {
  IncidentDeclared: 'alert',
  IncidentReported: 'alert',
  IncidentRouted: 'alert',
  IncidentUnrouted: 'alert',
  IncidentPaged: 'alert',
  IncidentTeamPaged: 'alert',
  IncidentEscalated: 'alert',
  CalloutRecorded: 'alert',
  IncidentAlertCleared: 'monitor_status',
  IncidentImpactChanged: 'monitor_status',
  IncidentUpdated: 'communication',
  IncidentUpdateOverdue: 'communication',
  IncidentUpdateSnoozed: 'communication',
  IncidentNoted: 'communication',
  IncidentWentQuiet: 'communication',
  IncidentStillGoing: 'communication',
  IncidentSubscribed: 'communication',
  IncidentUnsubscribed: 'communication',
  IncidentTitleChanged: 'communication',
  IncidentChannelOpened: 'communication',
  IncidentChannelRefused: 'communication',
  IncidentArchived: 'communication',
  IncidentAcknowledged: 'action',
  IncidentUnacknowledged: 'action',
  IncidentAnsweredElsewhere: 'action',
  IncidentSwarmChanged: 'action',
  IncidentMitigated: 'action',
  IncidentResolved: 'action',
  IncidentReopened: 'action',
  IncidentClosed: 'action',
  IncidentServiceChanged: 'decision',
  IncidentSeverityChanged: 'decision',
  IncidentRoleAssigned: 'decision',
  IncidentHandoverAsked: 'communication',
  IncidentHandoverDeclined: 'decision',
  IncidentHandedOff: 'decision',
  IncidentReattributed: 'decision',
  IncidentCancelled: 'decision',
  IncidentMarkedDuplicate: 'decision',
  IncidentDuplicatesChanged: 'decision',
  IncidentAccessGranted: 'decision',
  IncidentMadePrivate: 'decision',
  IncidentMessagePinned: 'message',
  IncidentMessageDated: 'message',
  IncidentMessageUnpinned: undefined,
  IncidentNotesErased: undefined,
};

/** When what an event tells of happened. Most tell of what is done with them. */
export function happenedAt(event: IncidentEvent): string | undefined {
  if (kindOf[event.type] === undefined) return undefined;
  return 'happenedAt' in event ? event.happenedAt : event.at;
}
