import type { Effect } from '#domain/effects';
import { roomKey } from '#domain/incident/room';
import type { IncidentView } from '#domain/incident/view';

/** Put away, with all that was said in it. Opened again, the incident has its channel back. */
export function react({ id, incident }: IncidentView): Effect[] {
  const { room } = incident;
  if (room.state !== 'open' || !room.archivedAt) return [];
  return [{ kind: 'archive', key: `${roomKey(id, incident)}/archive/${room.archivedAt}`, channel: room.channel }];
}
