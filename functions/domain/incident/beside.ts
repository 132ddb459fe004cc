import { type AggregateId, incidentOfServiceKey, timelineKey } from '#domain/keys';
import type { Beside, Version } from '#domain/records';
import type { IncidentEvent } from './events.ts';
import type { Incident } from './incident.ts';
import { happenedAt } from './timeline-kind.ts';

/** Where it stands on the timeline and, from when its service is known, among the incidents of that service. */
export function beside(id: AggregateId, event: IncidentEvent, version: Version, incident: Incident): Beside[] {
  const at = happenedAt(event);
  const service = event.type === 'IncidentDeclared' ? event.service : event.type === 'IncidentServiceChanged' ? event.to : null;
  const known = service !== null && incident.state !== 'none' && !incident.private && !incident.drill;
  return [
    ...(at === undefined ? [] : [{ key: timelineKey(id, at, version), value: { version } }]),
    ...(known ? [{ key: incidentOfServiceKey(service, incident.declaredAt, id, version), value: { incident: id } }] : []),
  ];
}
