import type { Effect } from '#domain/effects';
import { roomKey } from '#domain/incident/room';
import type { IncidentView } from '#domain/incident/view';

/** Put away, with all that was said in it. Opened again, the incident has its channel back. */
export function react({ id, incident }: IncidentView): Effect[] {
  const { room, reopened } = incident;
  if (room.state !== 'open' || !room.archived) return [];
  return [{ kind: 'archive', key: `${roomKey(id, incident)}/archive/${reopened.length}`, channel: room.channel }];
}
