import type { Alert, AlertEvent } from '#domain/alert/alert';
import type { AlertId } from '#domain/alert/alert-id';
import type { IncidentEvent } from '#domain/incident/events';
import { type Incident, isActive } from '#domain/incident/incident';
import type { Act } from '#domain/perform';
import type { Monitor } from '#domain/person/author';

/** The monitor no longer sees it. */
export const clearAlert: Act<Alert, Record<string, never>, { at: string }, AlertEvent> = {
  facts: () => ({}),
  decide: (alert, _, { at }) => (alert.state === 'known' && alert.firing ? [{ type: 'AlertCleared', at }] : []),
};

/** `elsewhere`: it was raised on another incident, which is the same as this. */
export type ClearOnIncident = { at: string; by: Monitor; alert: AlertId; elsewhere: boolean; how: string; howId: string };

/**
 * A machine ends what a machine began, as long as nobody has touched it, nothing else is wrong and it has not come back once; otherwise it only
 * says so.
 */
export const clearOnIncident: Act<Incident, Record<string, never>, ClearOnIncident, IncidentEvent> = {
  facts: () => ({}),
  decide(incident, _, { at, by, alert, elsewhere, how, howId }) {
    if (incident.state === 'none' || !isActive(incident)) return [];
    if (!elsewhere && !incident.alerts.includes(alert)) return [];
    const cleared: IncidentEvent = { type: 'IncidentAlertCleared', at, by, alert };
    const others = incident.moreAlerts || incident.alerts.some((other) => other !== alert);
    if (elsewhere || incident.touched || incident.reopened.length > 0 || others) return [cleared];
    return {
      events: [cleared, { type: 'IncidentResolved', at, by, fix: 'by_itself', howId }],
      texts: [{ id: howId, by, body: how, inHead: true }],
    };
  },
};
