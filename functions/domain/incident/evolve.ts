import type { PersonId } from '#domain/person/person';
import type { Fact, IncidentEvent } from './events.ts';
import type { Incident, OpenIncident } from './incident.ts';

/** How each event changes an incident. Pure: folding the log gives the head. */
export function evolve(incident: Incident, event: IncidentEvent): Incident {
  if (event.type === 'IncidentDeclared') return declared(event);
  return incident.state === 'none' ? incident : go(incident, event);
}

function declared({ type: _type, at, by, ...told }: Fact<'IncidentDeclared'>): Incident {
  return {
    state: 'declared',
    ...told,
    declaredAt: at,
    declaredBy: by,
    insiders: [...new Set([by, told.reportedBy])],
    reports: 1,
    room: { state: 'awaited' },
    unrouted: false,
    asked: [],
    generation: 1,
    askedSince: at,
  };
}

function go(incident: OpenIncident, event: Exclude<IncidentEvent, { type: 'IncidentDeclared' }>): OpenIncident {
  switch (event.type) {
    case 'IncidentReported':
      return { ...incident, reports: incident.reports + 1 };
    case 'IncidentRouted': {
      const { type: _type, at, ...routing } = event;
      const first = routing.ladder[0];
      const called = first?.role === 'on_call' ? first.people : [];
      return {
        ...incident,
        ...broughtIn(incident, [...routing.swarm, ...called]),
        routing,
        asked: first?.role === 'on_call' ? [{ ...first, at, refused: [] }] : [],
      };
    }
    case 'IncidentUnrouted':
      return { ...incident, unrouted: true };
    case 'IncidentServiceChanged':
      return { ...withoutRouting(incident), service: event.to, ...askedAnew(incident, event.at) };
    case 'IncidentChannelOpened':
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
        asked: [...incident.asked, { role: event.role, at: event.at, people: event.people, refused: [] }],
      };
    case 'IncidentAcknowledged':
      return { ...incident, ...broughtIn(incident, [event.by]), state: 'acknowledged', acknowledged: { at: event.at, by: event.by } };
    case 'IncidentUnacknowledged':
      return { ...withoutRouting(unacknowledged(incident)), ...askedAnew(incident, event.at) };
    default:
      return event satisfies never;
  }
}

const broughtIn = ({ insiders }: OpenIncident, people: PersonId[]) => ({ insiders: [...new Set([...insiders, ...people])] });

const askedAnew = ({ generation }: OpenIncident, at: string) => ({
  asked: [],
  unrouted: false,
  generation: generation + 1,
  askedSince: at,
});

function withoutRouting({ routing: _routing, ...incident }: OpenIncident): OpenIncident {
  return incident;
}

function unacknowledged(incident: OpenIncident): OpenIncident {
  if (incident.state === 'declared') return incident;
  const { acknowledged: _acknowledged, ...open } = incident;
  return { ...open, state: 'declared' };
}
