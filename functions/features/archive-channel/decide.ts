import { archivingDue } from '#domain/incident/archiving';
import type { IncidentEvent } from '#domain/incident/events';
import type { Incident } from '#domain/incident/incident';
import type { Act } from '#domain/perform';
import { isDue } from '#domain/time/due';

/** It has been over for long enough that nobody works in its channel any more. */
export const archiveChannel: Act<Incident, Record<string, never>, { at: string; early?: boolean }, IncidentEvent> = {
  facts: () => ({}),
  decide(incident, _, { at, early = false }) {
    const due = archivingDue(incident);
    return isDue(due, at, early) ? [{ type: 'IncidentArchived', at }] : [];
  },
};
