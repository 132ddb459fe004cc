import type { IncidentId, OpenIncident } from './incident.ts';

/** What stands in a room has a key of that room: one that became private has another, in which everything stands anew. */
export const roomKey = (id: IncidentId, { madePrivate }: OpenIncident) => (madePrivate ? `${id}/private` : id);

export const channelOf = ({ room }: OpenIncident): string | undefined => (room.state === 'open' ? room.channel : undefined);
