import { type Author, isPerson } from '#domain/person/author';
import type { PersonId } from '#domain/person/person';
import { pagerName } from '#domain/team/pager';
import { askedAgain, askedAnew, isAskedAsSerious, withoutRouting } from './asked-again.ts';
import { declared } from './declared.ts';
import type { Fact, IncidentEvent } from './events.ts';
import type { Incident, OpenIncident } from './incident.ts';
import { withAlert } from './kept-alerts.ts';
import { moved } from './moved.ts';
import { fromTheBeginning, handoverAsked, handoverDeclined, passedOn } from './passing.ts';
import { isSerious, worse } from './severity.ts';
import { type Subscriber, sameSubscriber } from './telling-events.ts';

/** How each event changes an incident. Pure: folding the log gives the head. */
export function evolve(incident: Incident, event: IncidentEvent): Incident {
  if (event.type === 'IncidentDeclared') return declared(event);
  if (incident.state === 'none') return incident;
  return touchedBy(go(incident, event), event);
}

function go(incident: OpenIncident, event: Exclude<IncidentEvent, { type: 'IncidentDeclared' }>): OpenIncident {
  switch (event.type) {
    case 'IncidentReported':
      return { ...incident, reports: incident.reports + 1, ...withAlert(incident, event.alert) };
    case 'IncidentRouted': {
      const { type: _type, at, ...routing } = event;
      const first = routing.ladder[0];
      const called = first?.role === 'on_call' && event.waitsUntil === undefined ? first.people : [];
      return {
        ...incident,
        ...broughtIn(incident, [...routing.swarm, ...called]),
        routing,
        asked: first?.role === 'on_call' && event.waitsUntil === undefined ? [{ ...first, at, refused: [] }] : [],
      };
    }
    case 'IncidentUnrouted':
      return { ...incident, unrouted: true };
    case 'IncidentServiceChanged':
      return { ...withoutRouting(incident), service: event.to, ...askedAnew(incident, event.at), passing: fromTheBeginning(incident) };
    case 'IncidentChannelOpened':
      // Slack made it while it was still public.
      if (event.private !== incident.private) return { ...incident, formerRooms: [...incident.formerRooms, event.channel] };
      return { ...incident, room: { state: 'open', channel: event.channel } };
    case 'IncidentChannelRefused':
      return { ...incident, room: { state: 'refused', code: event.code } };
    case 'IncidentPaged':
      return event.outcome === 'delivered' || event.generation !== incident.generation
        ? incident
        : {
            ...incident,
            asked: incident.asked.map((one, rung) => (rung === event.rung ? { ...one, refused: [...one.refused, event.person] } : one)),
          };
    case 'IncidentEscalated':
      return {
        ...incident,
        ...broughtIn(incident, event.people),
        asked: [
          ...incident.asked,
          { role: event.role, at: event.at, people: event.people, refused: [], ...(event.calledOut && { calledOut: event.calledOut }) },
        ],
      };
    case 'IncidentAcknowledged':
      return acknowledged({ ...incident, ...broughtIn(incident, [event.by]) }, { at: event.at, by: event.by });
    case 'IncidentUnacknowledged':
      return askedAgain(unacknowledged(incident), event.at);
    case 'IncidentUpdated': {
      const { at, by, textId, nextBy } = event;
      const { updates } = incident.telling;
      return { ...incident, telling: { ...toldAnew(incident, at), nextBy, updates: updates + 1, last: { at, by, textId } } };
    }
    case 'IncidentHandoverAsked':
      return { ...incident, ...broughtIn(incident, event.people), passing: handoverAsked(incident, event) };
    case 'IncidentHandoverDeclined':
      return { ...incident, passing: handoverDeclined(incident) };
    case 'IncidentHandedOff': {
      const people = [...event.managers, ...(event.ladder[0]?.people ?? []), ...(event.by ? [event.by] : [])];
      return {
        ...unacknowledged(incident),
        ...askedAnew(incident, event.at),
        ...broughtIn(incident, people),
        ...passedOn(incident, event),
      };
    }
    case 'CalloutRecorded':
      return incident;
    case 'IncidentUpdateOverdue':
      return { ...incident, telling: { ...toldAnew(incident, event.at), nextBy: null } };
    case 'IncidentUpdateSnoozed':
      return { ...incident, telling: { ...toldAnew(incident, event.at), nextBy: later(event.at, event.minutes) } };
    case 'IncidentNoted':
    case 'IncidentNotesErased':
    case 'IncidentMessagePinned':
    case 'IncidentMessageUnpinned':
    case 'IncidentMessageDated':
      return incident;
    case 'IncidentTitleChanged':
      return { ...incident, titleId: event.titleId };
    case 'IncidentSeverityChanged':
      return {
        ...(isAskedAsSerious(incident, event) ? askedAgain(incident, event.at) : incident),
        ...broughtIn(incident, isSerious(event.to) && !event.afterResolution ? (incident.routing?.ifSerious ?? []) : []),
        severity: event.to,
        severityPeak: worse(event.to, incident.severityPeak),
        regraded: incident.regraded + 1,
        telling: toldAnew(incident, incident.telling.since),
      };
    case 'IncidentRoleAssigned':
      return withRole(incident, event);
    case 'IncidentImpactChanged':
      return { ...incident, impact: event.windows };
    case 'IncidentMitigated':
    case 'IncidentResolved':
    case 'IncidentReopened':
    case 'IncidentClosed':
    case 'IncidentCancelled':
    case 'IncidentMarkedDuplicate':
      return moved(incident, event);
    case 'IncidentArchived':
      return incident.room.state === 'open' ? { ...incident, room: { ...incident.room, archivedAt: event.at } } : incident;
    case 'IncidentWentQuiet':
      return { ...incident, stirredAt: event.at, quietSince: event.since };
    case 'IncidentStillGoing':
      return incident;
    case 'IncidentMadePrivate':
      return hidden(incident, event);
    case 'IncidentDuplicatesChanged': {
      const others = incident.duplicates.filter((one) => one !== event.duplicate);
      return event.added
        ? { ...incident, ...broughtIn(incident, event.people), duplicates: [...others, event.duplicate] }
        : { ...incident, duplicates: others };
    }
    case 'IncidentSubscribed':
      return { ...incident, subscribers: [...withoutSubscriber(incident, event.subscriber), event.subscriber] };
    case 'IncidentUnsubscribed':
      return { ...incident, subscribers: withoutSubscriber(incident, event.subscriber) };
    case 'IncidentSwarmChanged':
      return { ...incident, ...broughtIn(incident, event.people), swarmed: swarmedBy(incident, event) };
    case 'IncidentTeamPaged':
      return event.outcome === 'delivered' ? { ...incident, called: withCall(incident, event) } : incident;
    case 'IncidentReattributed':
      return { ...incident, attributed: event.owner };
    case 'IncidentAnsweredElsewhere':
      return incident;
    case 'IncidentAlertCleared':
      return { ...incident, alerts: incident.alerts.filter((alert) => alert !== event.alert) };
    case 'IncidentAccessGranted':
      return { ...incident, ...broughtIn(incident, [event.person]) };
    default:
      return event satisfies never;
  }
}

/** As soon as a person has done anything, no machine ends it. */
function touchedBy(incident: OpenIncident, event: IncidentEvent): OpenIncident {
  const by: Author | undefined = 'by' in event ? event.by : undefined;
  return by === undefined || !isPerson(by) ? incident : { ...incident, touched: true, stirredAt: event.at, quietSince: null };
}

function withCall({ called }: OpenIncident, { team, generation, pager }: Fact<'IncidentTeamPaged'>): OpenIncident['called'] {
  const name = pager && pagerName(pager);
  const known = called.some((one) => one.team === team && one.generation === generation && (one.pager && pagerName(one.pager)) === name);
  return known ? called : [...called, { team, generation, ...(pager && { pager }) }];
}

const broughtIn = ({ insiders }: OpenIncident, people: PersonId[]) => ({ insiders: [...new Set([...insiders, ...people])] });

function hidden(incident: OpenIncident, { at, people }: Fact<'IncidentMadePrivate'>): OpenIncident {
  const { room, formerRooms, generation } = incident;
  return {
    ...incident,
    ...broughtIn(incident, people),
    private: true,
    madePrivate: { at, generation },
    room: { state: 'awaited' },
    formerRooms: room.state === 'open' ? [...formerRooms, room.channel] : formerRooms,
  };
}

function acknowledged(before: OpenIncident, act: { at: string; by: PersonId }): OpenIncident {
  const incident = { ...before, firstHadAt: before.firstHadAt ?? act.at };
  return incident.state === 'declared' ? { ...incident, state: 'acknowledged', acknowledged: act } : { ...incident, acknowledged: act };
}

function unacknowledged(incident: OpenIncident): OpenIncident {
  if (incident.state === 'declared') return incident;
  const { acknowledged: _acknowledged, ...open } = incident;
  return open.state === 'acknowledged' ? { ...open, state: 'declared' } : open;
}

/** Another question, with timers of its own. */
const toldAnew = ({ telling }: OpenIncident, since: string) => ({ ...telling, since, generation: telling.generation + 1 });
const later = (at: string, minutes: number) => new Date(Date.parse(at) + minutes * 60_000).toISOString();

function withRole(incident: OpenIncident, { role, person }: Fact<'IncidentRoleAssigned'>): OpenIncident {
  const { [role]: _before, ...others } = incident.roles;
  if (person === null) return { ...incident, roles: others };
  return { ...incident, ...broughtIn(incident, [person]), roles: { ...others, [role]: person } };
}

function swarmedBy(
  { swarmed, generation }: OpenIncident,
  { service, people, calledOut }: Fact<'IncidentSwarmChanged'>,
): OpenIncident['swarmed'] {
  if (service === undefined) return swarmed;
  return [...swarmed.filter((one) => one.service !== service), { service, people, generation, ...(calledOut && { calledOut }) }];
}

const withoutSubscriber = ({ subscribers }: OpenIncident, subscriber: Subscriber) =>
  subscribers.filter((one) => !sameSubscriber(one, subscriber));
