import type { Fact } from './events.ts';
import type { OpenIncident } from './incident.ts';
import { fromTheBeginning } from './passing.ts';

type Move = Fact<
  'IncidentMitigated' | 'IncidentResolved' | 'IncidentReopened' | 'IncidentClosed' | 'IncidentCancelled' | 'IncidentMarkedDuplicate'
>;

/** From one state into another. What a state alone has goes with it; who had it stays known. */
export function moved(incident: OpenIncident, event: Move): OpenIncident {
  const { at, type } = event;
  const { open: before, acknowledged, mitigated, resolved, closed } = parts(incident);
  const open = { ...before, room: openAgain(before.room) };
  const had = { ...(acknowledged && { acknowledged }), ...(mitigated && { mitigated }) };
  switch (type) {
    case 'IncidentMitigated':
      return { ...open, state: 'mitigated', ...(acknowledged && { acknowledged }), mitigated: { at, by: event.by } };
    case 'IncidentResolved':
      return { ...open, state: 'resolved', ...had, resolved: { at, by: event.by, fix: event.fix, howId: event.howId } };
    case 'IncidentClosed':
      return resolved ? { ...open, state: 'closed', ...had, resolved, closed: over(event) } : incident;
    case 'IncidentCancelled':
      return { ...open, state: 'cancelled', ...had, cancelled: { ...over(event), reasonId: event.reasonId } };
    case 'IncidentMarkedDuplicate':
      if (event.of === null)
        return incident.state === 'duplicate' ? { ...itsOwn(incident, at), sameAs: spokenOf(incident, event) } : incident;
      return {
        ...open,
        sameAs: spokenOf(incident, event),
        state: 'duplicate',
        ...had,
        ...(resolved && { resolved }),
        ...(closed && { closed }),
        duplicate: { at, by: event.by, of: event.of },
      };
    case 'IncidentReopened':
      return {
        ...withoutRouting(open),
        state: 'declared',
        reopened: [...open.reopened, at],
        passing: fromTheBeginning(open),
        asked: [],
        unrouted: false,
        generation: open.generation + 1,
        askedSince: at,
        telling: { ...open.telling, since: at, nextBy: null, generation: open.telling.generation + 1 },
        room: openAgain(open.room),
      };
    default:
      return event satisfies never;
  }
}

const over = ({ at, by, archiveAt }: Fact<'IncidentClosed' | 'IncidentCancelled'>) => ({ at, by, ...(archiveAt && { archiveAt }) });

type Act = { at: string; by: Fact<'IncidentMitigated'>['by'] };
type Parts = {
  open: Omit<OpenIncident, 'state'>;
  acknowledged?: Act | undefined;
  mitigated?: Act | undefined;
  resolved?: Resolution | undefined;
  closed?: Closing | undefined;
};
type Closing = Extract<OpenIncident, { state: 'closed' }>['closed'];
type Resolution = Extract<OpenIncident, { state: 'resolved' }>['resolved'];

function parts(incident: OpenIncident): Parts {
  switch (incident.state) {
    case 'declared':
      return { open: incident };
    case 'acknowledged': {
      const { acknowledged, ...open } = incident;
      return { open, acknowledged };
    }
    case 'mitigated': {
      const { acknowledged, mitigated, ...open } = incident;
      return { open, acknowledged, mitigated };
    }
    case 'resolved': {
      const { acknowledged, mitigated, resolved, ...open } = incident;
      return { open, acknowledged, mitigated, resolved };
    }
    case 'closed': {
      const { acknowledged, mitigated, resolved, closed, ...open } = incident;
      return { open, acknowledged, mitigated, resolved, closed };
    }
    case 'duplicate': {
      const { acknowledged, mitigated, resolved, closed, duplicate: _duplicate, ...open } = incident;
      return { open, acknowledged, mitigated, resolved, closed };
    }
    case 'cancelled': {
      const { acknowledged, mitigated, cancelled: _cancelled, ...open } = incident;
      return { open, acknowledged, mitigated };
    }
    default:
      return incident satisfies never;
  }
}

/** It may have been put away meanwhile. */
const openAgain = (room: Parts['open']['room']): Parts['open']['room'] =>
  room.state === 'open' ? { state: 'open', channel: room.channel } : room;

/** It is asked afresh whose it is: ownership may have moved meanwhile. */
function withoutRouting({ routing: _routing, ...open }: Parts['open']): Parts['open'] {
  return open;
}

function spokenOf(incident: OpenIncident, { by, of }: Fact<'IncidentMarkedDuplicate'>): OpenIncident['sameAs'] {
  const before = incident.state === 'duplicate' ? [incident.duplicate.of] : [];
  const about = [...before, ...(of ? [of] : [])];
  return [...incident.sameAs.filter((one) => !about.includes(one.incident)), ...[...new Set(about)].map((one) => ({ incident: one, by }))];
}

/** What it was before. Where nobody had it yet, that is asked afresh, and people hear again from now on. */
function itsOwn(incident: OpenIncident, at: string): OpenIncident {
  const { open: before, acknowledged, mitigated, resolved, closed } = parts(incident);
  const open = { ...before, room: openAgain(before.room) };
  const had = { ...(acknowledged && { acknowledged }), ...(mitigated && { mitigated }) };
  if (resolved) return closed ? { ...open, state: 'closed', ...had, resolved, closed } : { ...open, state: 'resolved', ...had, resolved };
  const again = { ...open, telling: { ...open.telling, since: at, nextBy: null, generation: open.telling.generation + 1 } };
  if (mitigated) return { ...again, state: 'mitigated', ...(acknowledged && { acknowledged }), mitigated };
  if (acknowledged) return { ...again, state: 'acknowledged', acknowledged };
  return {
    ...withoutRouting(again),
    state: 'declared',
    passing: fromTheBeginning(open),
    asked: [],
    unrouted: false,
    generation: open.generation + 1,
    askedSince: at,
  };
}
