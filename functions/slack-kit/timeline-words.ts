import type { RichTextElement } from '@slack/types';
import { type IncidentEvent, textsOf } from '#domain/incident/events';
import { wordsOf } from '#domain/incident/pinned-message';
import type { Entry } from '#domain/incident/timeline';
import type { TimelineKind } from '#domain/incident/timeline-kind';
import { lasting } from './impact-words.ts';
import { fixName, roleName } from './incident-words.ts';
import { where, who, words } from './rich.ts';

/** What each kind of entry is called. */
export const kindName = {
  alert: 'alert',
  communication: 'communication',
  monitor_status: 'monitor status',
  action: 'action',
  decision: 'decision',
} as const satisfies Record<TimelineKind, string>;

const mostPeople = 8;
type Piece = string | RichTextElement;

/** Whose word it is: a person's, or a machine's. */
const author = (by: string): Piece => (by.startsWith('monitor:') ? by : who(by));
const people = (all: readonly string[]): Piece[] => [
  ...all.slice(0, mostPeople).flatMap((person, index) => (index === 0 ? [who(person)] : [', ', who(person)])),
  ...(all.length > mostPeople ? [` and ${all.length - mostPeople} more`] : []),
];

/** What an entry tells, without the words of people. */
export const toldOf = ({ event, message }: Entry): RichTextElement[] =>
  (message ? saidBy(message) : told(event)).map((piece) => (typeof piece === 'string' ? words(piece) : piece));

const saidBy = ({ by, machine }: NonNullable<Entry['message']>): Piece[] =>
  by && !machine ? [who(by), ' wrote'] : [machine ? 'an app wrote' : 'somebody wrote'];

/** The words of people that belong to it; `undefined` where there are none, and where they are still to be read. */
export function wordsIn({ event, message, words: known }: Entry): string | undefined {
  if (message) return message.asOf === undefined ? undefined : known[wordsOf(message)] || 'Words removed';
  const ids = textsOf(event);
  return ids.length === 0 ? undefined : ids.flatMap((id) => known[id] || []).join('\n') || 'Words removed';
}

function told(event: IncidentEvent): Piece[] {
  switch (event.type) {
    case 'IncidentDeclared':
      return [author(event.by), ` declared it, ${event.severity.toUpperCase()}${event.service ? `, ${event.service}` : ''}`];
    case 'IncidentReported':
      return [author(event.reportedBy), ' reported it too'];
    case 'IncidentRouted':
      return event.owner ? [`routed to ${event.owner.team}; brought in: `, ...people(event.swarm)] : ['routed: nobody owns the service'];
    case 'IncidentUnrouted':
      return [event.reason === 'nobody_reached' ? 'nobody could be reached' : 'there is nobody to ask'];
    case 'IncidentServiceChanged':
      return [who(event.by), ` said that it is ${event.to}`];
    case 'IncidentChannelOpened':
      return ['its channel opened: ', where(event.channel)];
    case 'IncidentChannelRefused':
      return [`no channel could be made (${event.code})`];
    case 'IncidentPaged':
      return [event.outcome === 'delivered' ? 'called ' : 'could not call ', who(event.person)];
    case 'IncidentTeamPaged':
      return [`${event.outcome === 'delivered' ? 'called' : 'could not call'} the pager of ${event.team}`];
    case 'IncidentEscalated':
      return [...(event.by ? [who(event.by), ' escalated to '] : ['escalated to ']), `${roleName[event.role]}: `, ...people(event.people)];
    case 'IncidentHandoverAsked':
      return [who(event.by), ` asked ${event.team} to take it over`];
    case 'IncidentHandoverDeclined':
      return event.by ? [who(event.by), ` of ${event.team} declined it`] : [`nobody of ${event.team} answered in time`];
    case 'IncidentHandedOff':
      return [...(event.by ? [who(event.by), ': '] : []), `handed to ${event.to.team ?? 'the incident managers'}`];
    case 'IncidentReattributed':
      return [...(event.by ? [who(event.by)] : ['the catalogue file']), ` corrected whose ${event.service} was: ${event.owner.team}`];
    case 'CalloutRecorded':
      return [who(event.person), ' was called out of hours'];
    case 'IncidentAcknowledged':
      return [who(event.by), ' has it'];
    case 'IncidentUnacknowledged':
      return [who(event.by), ' gave it back'];
    case 'IncidentAnsweredElsewhere':
      return [event.by, ' says that somebody has it'];
    case 'IncidentAlertCleared':
      return [event.by, ' says that it is over'];
    case 'IncidentUpdated':
      return [who(event.by), ' posted an update'];
    case 'IncidentUpdateOverdue':
      return ['an update was due'];
    case 'IncidentUpdateSnoozed':
      return [who(event.by), ` put the reminder off for ${event.minutes} minutes`];
    case 'IncidentNoted':
      return [who(event.by), ' noted'];
    case 'IncidentWentQuiet':
      return ['nobody had said anything for a day'];
    case 'IncidentStillGoing':
      return [who(event.by), ' said that it is still going on'];
    case 'IncidentTitleChanged':
      return [who(event.by), ' gave it another title'];
    case 'IncidentSeverityChanged':
      return [who(event.by), ` changed the severity from ${event.from.toUpperCase()} to ${event.to.toUpperCase()}`];
    case 'IncidentRoleAssigned':
      return event.person ? [`${event.role}: `, who(event.person), ', says ', who(event.by)] : [who(event.by), `: nobody is ${event.role}`];
    case 'IncidentImpactChanged':
      return [who(event.by), ` said when customers were hurt: ${impact(event.before)} before, ${impact(event.windows)} now`];
    case 'IncidentMitigated':
      return [who(event.by), ': mitigated, customers are no longer hurt'];
    case 'IncidentResolved':
      return [author(event.by), `: resolved with ${fixName[event.fix]}`];
    case 'IncidentReopened':
      return [author(event.by), ' opened it again'];
    case 'IncidentClosed':
      return [who(event.by), ' closed it'];
    case 'IncidentCancelled':
      return [who(event.by), ': a false alarm'];
    case 'IncidentArchived':
      return ['its channel was put away'];
    case 'IncidentMarkedDuplicate':
      return [who(event.by), event.of ? `: the same as ${event.of}` : ': one of its own after all'];
    case 'IncidentDuplicatesChanged':
      return [who(event.by), `: ${event.duplicate} is ${event.added ? 'the same' : 'another one after all'}`];
    case 'IncidentSubscribed':
    case 'IncidentUnsubscribed': {
      const { subscriber } = event;
      const listener = subscriber.kind === 'person' ? who(subscriber.person) : where(subscriber.channel);
      return [listener, event.type === 'IncidentSubscribed' ? ' is kept posted' : ' is kept posted no more'];
    }
    case 'IncidentSwarmChanged':
      return [who(event.by), ' brought in ', ...people(event.people)];
    case 'IncidentMadePrivate':
      return [who(event.by), ' made it private'];
    case 'IncidentAccessGranted':
      return [who(event.by), ' let in ', who(event.person)];
    case 'IncidentNotesErased':
      return [who(event.by), ' took their words back'];
    case 'IncidentMessagePinned':
    case 'IncidentMessageDated':
    case 'IncidentMessageUnpinned':
      return ['a message'];
    default:
      return event satisfies never;
  }
}

/** `13 min in 2 windows`, or that there was none; the card shows them one by one. */
function impact(windows: { from: string; to: string | null }[]): string {
  if (windows.length === 0) return 'none';
  const ms = windows.reduce((sum, { from, to }) => sum + (to === null ? 0 : Date.parse(to) - Date.parse(from)), 0);
  const going = windows.some(({ to }) => to === null) ? 'going on' : '';
  return [ms > 0 ? lasting(ms) : '', going].filter(Boolean).join(' and ');
}
