import { type Actor, openTo } from '#domain/incident/authority';
import type { IncidentEvent } from '#domain/incident/events';
import { type Incident, isActive } from '#domain/incident/incident';
import type { Severity } from '#domain/incident/severity';
import type { Act } from '#domain/perform';
import { type Person, personRef } from '#domain/person/person';
import { Rejection } from '#domain/rejection';

export type GradeIncident = Actor & { at: string; severity: Severity; reason: string; reasonId: string };

/** "It is worse than that", or better, also once it is over. Why is on record, since reports count by severity; impact is said apart from it. */
export const gradeIncident: Act<Incident, { person: Person }, GradeIncident, IncidentEvent> = {
  facts: (_, { by }) => ({ person: personRef(by) }),
  decide(incident, { person }, { by, at, inRoom, severity, reason, reasonId }) {
    const open = openTo(incident, person, { by, inRoom });
    if (open.state === 'cancelled')
      throw new Rejection(
        'was_false_alarm',
        'It was a false alarm and counts nowhere, so nothing has changed. `/incident` declares a real one.',
      );
    if (reason.trim() === '')
      throw new Rejection(
        'no_reason',
        'Nothing has changed yet: say in a few words why, for example `/incident severity sev1 data of customers is exposed`.',
      );
    if (open.severity === severity) return [];
    return {
      events: [{ type: 'IncidentSeverityChanged', at, by, from: open.severity, to: severity, reasonId, afterResolution: !isActive(open) }],
      texts: [{ id: reasonId, by, body: reason }],
    };
  },
};
