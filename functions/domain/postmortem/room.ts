import type { OpenIncident } from '#domain/incident/incident';
import type { PostmortemId } from './postmortem-id.ts';
import type { PostmortemView } from './view.ts';

type Hideable = Pick<OpenIncident, 'madePrivate'>;
const keyIn = (id: PostmortemId, { madePrivate }: Hideable) => (madePrivate ? `${id}/private` : id);

/** Where it is spoken of. What stands in a room has keys of that room: one that became private has another, in which things stand anew. */
export const roomOf = ({ id, room, incident }: PostmortemView): { key: string; channel: string } | undefined =>
  room === undefined ? undefined : { key: keyIn(id, incident), channel: room };

export const canvasKey = (id: PostmortemId, incident: Hideable) => `${keyIn(id, incident)}/canvas`;

/** The incident's channel, where it is open and nobody else's: in a room that another company reads, or that has been put away, nothing is said. */
export const channelsOf = ({ room }: Pick<OpenIncident, 'room'>): string[] =>
  room.state === 'open' && room.archivedAt === undefined ? [room.channel] : [];
