import { archivingDue } from '#domain/incident/archiving';
import type { IncidentEvent } from '#domain/incident/events';
import type { Incident } from '#domain/incident/incident';
import type { Act } from '#domain/perform';

/** Schedules keep whole minutes, so that one may fire a little early. */
const earlyMs = 60_000;

/** It has been over for long enough that nobody works in its channel any more. */
export const archiveChannel: Act<Incident, Record<string, never>, { at: string; early?: boolean }, IncidentEvent> = {
  facts: () => ({}),
  decide(incident, _, { at, early = false }) {
    const due = archivingDue(incident);
    if (due === undefined || Date.parse(due) - Date.parse(at) > (early ? earlyMs : 0)) return [];
    return [{ type: 'IncidentArchived', at }];
  },
};
