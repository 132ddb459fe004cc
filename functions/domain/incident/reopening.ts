import type { OpenIncident } from './incident.ts';

/** After that it is another one, which goes on from this (`domain.md`, appendix C). */
export const reopenableForMs = 24 * 3_600_000;

/** When it was resolved, where it can still be opened again. */
export function reopenableSince(incident: OpenIncident, now: string): string | undefined {
  const at = incident.state === 'resolved' || incident.state === 'closed' ? incident.resolved.at : undefined;
  return at !== undefined && Date.parse(now) - Date.parse(at) <= reopenableForMs ? at : undefined;
}
