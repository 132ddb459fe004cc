import type { PagerEffect } from '#domain/effects';
import type { Severity } from '#domain/incident/severity';
import type { Call } from './pagers.ts';

const severityOf = { sev1: 'critical', sev2: 'error', sev3: 'warning', sev4: 'info' } as const satisfies Record<Severity, string>;
const longestSummary = 1024;

/** https://developer.pagerduty.com/docs/send-alert-event: the key of the incident is what makes several events one. */
export function pagerDutyEvent({ act, dedupKey, severity, summary, service, team }: PagerEffect, routingKey: string): Call {
  const event = { routing_key: routingKey, event_action: act, dedup_key: dedupKey };
  const payload = {
    summary: summary.slice(0, longestSummary),
    source: service ?? 'muster',
    severity: severityOf[severity],
    ...(service && { component: service }),
    group: team,
    class: 'incident',
  };
  return {
    url: 'https://events.pagerduty.com/v2/enqueue',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(act === 'trigger' ? { ...event, client: 'Muster', payload } : event),
  };
}
