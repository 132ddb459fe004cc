import type { AlertId } from '#domain/alert/alert-id';
import type { OpenIncident } from './incident.ts';

/** A head stays small whatever a monitor sends: of more alerts than these it is only known that there are more. */
const mostAlerts = 100;

type Kept = Pick<OpenIncident, 'alerts' | 'moreAlerts'>;

export function withAlert({ alerts, moreAlerts }: Kept, alert: AlertId | undefined): Kept {
  if (alert === undefined || alerts.includes(alert)) return { alerts, moreAlerts };
  return moreAlerts || alerts.length >= mostAlerts ? { alerts, moreAlerts: true } : { alerts: [...alerts, alert], moreAlerts };
}

/** What another alert says is news to those who are at it: not of one that is on record already, and not of ever more of them. */
export const isNews = ({ alerts, moreAlerts }: Kept, alert: AlertId): boolean => !moreAlerts && !alerts.includes(alert);
