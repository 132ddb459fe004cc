import type { PostmortemView } from './view.ts';

/** Where it is spoken of. What stands in a room has keys of that room: one that became private has another, in which things stand anew. */
export const roomOf = ({ id, room, incident }: PostmortemView): { key: string; channel: string } | undefined =>
  room === undefined ? undefined : { key: incident.madePrivate ? `${id}/private` : id, channel: room };
