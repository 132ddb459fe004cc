import { type Alert, type AlertEvent, alertRef } from '#domain/alert/alert';
import type { AlertId } from '#domain/alert/alert-id';
import { isOlder, type Told } from '#domain/alert/told';
import type { IncidentEvent } from '#domain/incident/events';
import { type Incident, isActive } from '#domain/incident/incident';
import type { Act } from '#domain/perform';
import type { Monitor } from '#domain/person/author';

/** The monitor no longer sees it. */
export const clearAlert: Act<Alert, Record<string, never>, { at: string } & Told, AlertEvent> = {
  facts: () => ({}),
  decide(alert, _, { at, toldAt }) {
    if (isOlder({ toldAt }, alert)) return [];
    const newer = toldAt !== undefined && toldAt !== alert.toldAt;
    return newer || (alert.state === 'known' && alert.firing) ? [{ type: 'AlertCleared', at, ...(toldAt && { toldAt }) }] : [];
  },
};

/** `elsewhere`: it was raised on another incident, which is the same as this. */
export type ClearOnIncident = Told & { at: string; by: Monitor; alert: AlertId; elsewhere: boolean; how: string; howId: string };

/**
 * A machine ends what a machine began, as long as nobody has touched it, nothing else is wrong and it has not come back once; otherwise it only
 * says so.
 */
export const clearOnIncident: Act<Incident, { raised: Alert }, ClearOnIncident, IncidentEvent> = {
  facts: (_, { alert }) => ({ raised: alertRef(alert) }),
  holds: ['raised'],
  decide(incident, { raised }, { at, by, alert, elsewhere, how, howId, toldAt }) {
    if (incident.state === 'none' || !isActive(incident) || isOlder({ toldAt }, raised)) return [];
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
