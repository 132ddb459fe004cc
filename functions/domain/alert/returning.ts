import type { IncidentEvent } from '#domain/incident/events';
import type { Incident } from '#domain/incident/incident';
import { isNews } from '#domain/incident/kept-alerts';
import type { Act, Decision } from '#domain/perform';
import type { DeclareForAlert } from './declaring.ts';
import { standingOf } from './going-on.ts';

/** The same alert again: on the incident that it had raised, as long as that can be said to be the same thing. */
export const returnForAlert: Act<Incident, Record<string, never>, DeclareForAlert, IncidentEvent> = {
  facts: () => ({}),
  decide(incident, _, command, { id }) {
    const standing = standingOf(incident, command.at);
    const elsewhere = standing === 'went_away' && incident.state !== 'none' && incident.service !== command.service;
    if (incident.state === 'none' || standing === 'past' || elsewhere) return { events: [], answer: { kind: 'past' } };
    // It had ceased and is there again, so what was called over is not: the same incident, and its people are asked anew.
    const again =
      standing === 'ended' && incident.state !== 'cancelled' && command.earlier === null && incident.service === command.service;
    if (standing === 'went_away' || again) return reported(command, id, [{ type: 'IncidentReopened', at: command.at, by: command.by }]);
    if (standing === 'active') return isNews(incident, command.alert) ? reported(command, id) : { events: [], answer: joined(id) };
    // Who said that it was a false alarm has said so of this one too; who said that it is over would want to know that it may not be.
    if (incident.state === 'cancelled' || incident.moreAlerts) return { events: [], answer: { kind: 'counted' } };
    return { ...reported(command, id), answer: { kind: 'counted' } };
  },
};

/** The monitor's words beside those of people, on the incident that is open there. */
export const reportForAlert: Act<Incident, Record<string, never>, DeclareForAlert, IncidentEvent> = {
  facts: () => ({}),
  decide: (incident, _, command, { id }) => (incident.state === 'none' || !isNews(incident, command.alert) ? [] : reported(command, id)),
};

const joined = (incident: string) => ({ kind: 'joins', incident });

function reported(
  { at, by, alert, severity, title, titleId }: DeclareForAlert,
  id: string,
  before: IncidentEvent[] = [],
): Exclude<Decision<IncidentEvent>, IncidentEvent[]> {
  return {
    events: [...before, { type: 'IncidentReported', at, by, reportedBy: by, alert, severity, detectedBy: 'monitoring', textId: titleId }],
    texts: [{ id: titleId, by, body: title }],
    answer: joined(id),
  };
}
