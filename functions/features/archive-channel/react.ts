import type { Effect } from '#domain/effects';
import type { IncidentView } from '#domain/incident/view';

/** Put away, with all that was said in it. Opened again, the incident has its channel back. */
export function react({ id, incident: { room, reopened } }: IncidentView): Effect[] {
  if (room.state !== 'open' || !room.archived) return [];
  return [{ kind: 'archive', key: `${id}/archive/${reopened.length}`, channel: room.channel }];
}
