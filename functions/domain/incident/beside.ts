import { type AggregateId, incidentOfServiceKey, incidentOfTeamKey, timelineKey } from '#domain/keys';
import type { Beside, Version } from '#domain/records';
import type { IncidentEvent } from './events.ts';
import type { Incident } from './incident.ts';
import { happenedAt } from './timeline-kind.ts';

/** Where it stands on the timeline and, from when its service and owner are known, among the incidents of those. A drill is none of theirs. */
export function beside(id: AggregateId, event: IncidentEvent, version: Version, incident: Incident): Beside[] {
  const at = happenedAt(event);
  const service = event.type === 'IncidentDeclared' ? event.service : event.type === 'IncidentServiceChanged' ? event.to : null;
  const owner = event.type === 'IncidentRouted' || event.type === 'IncidentReattributed' ? event.owner : null;
  const real = incident.state !== 'none' && !incident.drill;
  return [
    ...(at === undefined ? [] : [{ key: timelineKey(id, at, version), value: { version } }]),
    ...(real && service ? [{ key: incidentOfServiceKey(service, incident.declaredAt, id, version), value: { incident: id } }] : []),
    ...(real && owner ? [{ key: incidentOfTeamKey(owner.team, incident.declaredAt, id, version), value: { incident: id } }] : []),
  ];
}
