import type { Fact } from './events.ts';
import type { OpenIncident } from './incident.ts';

type Move = Fact<'IncidentMitigated' | 'IncidentResolved' | 'IncidentReopened' | 'IncidentClosed' | 'IncidentCancelled'>;

/** From one state into another. What a state alone has goes with it; who had it stays known. */
export function moved(incident: OpenIncident, event: Move): OpenIncident {
  const { at, type } = event;
  const { open, acknowledged, mitigated, resolved } = parts(incident);
  const had = { ...(acknowledged && { acknowledged }), ...(mitigated && { mitigated }) };
  switch (type) {
    case 'IncidentMitigated':
      return { ...open, state: 'mitigated', ...(acknowledged && { acknowledged }), mitigated: { at, by: event.by } };
    case 'IncidentResolved':
      return { ...open, state: 'resolved', ...had, resolved: { at, by: event.by, fix: event.fix, howId: event.howId } };
    case 'IncidentClosed':
      return resolved ? { ...open, state: 'closed', ...had, resolved, closed: { at, by: event.by } } : incident;
    case 'IncidentCancelled':
      return { ...open, state: 'cancelled', ...had, cancelled: { at, by: event.by, reasonId: event.reasonId } };
    case 'IncidentReopened':
      return {
        ...withoutRouting(open),
        state: 'declared',
        reopened: [...open.reopened, at],
        asked: [],
        unrouted: false,
        generation: open.generation + 1,
        askedSince: at,
        telling: { ...open.telling, since: at, nextBy: null, generation: open.telling.generation + 1 },
      };
    default:
      return event satisfies never;
  }
}

type Act = { at: string; by: Fact<'IncidentMitigated'>['by'] };
type Parts = { open: Omit<OpenIncident, 'state'>; acknowledged?: Act | undefined; mitigated?: Act | undefined; resolved?: Resolution };
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
      const { acknowledged, mitigated, resolved, closed: _closed, ...open } = incident;
      return { open, acknowledged, mitigated, resolved };
    }
    case 'cancelled': {
      const { acknowledged, mitigated, cancelled: _cancelled, ...open } = incident;
      return { open, acknowledged, mitigated };
    }
    default:
      return incident satisfies never;
  }
}

/** It is asked afresh whose it is: ownership may have moved meanwhile. */
function withoutRouting({ routing: _routing, ...open }: Parts['open']): Parts['open'] {
  return open;
}
