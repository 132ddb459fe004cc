import * as z from 'zod';
import type { IncidentId } from '#domain/incident/incident-id';
import type { AggregateId } from '#domain/keys';

export const PostmortemId = z.custom<`PM-${number}`>((id) => typeof id === 'string' && /^PM-[1-9]\d*$/.test(id));
export type PostmortemId = z.infer<typeof PostmortemId>;

/** Each has the number of the other: an incident has one postmortem, however often it comes back. */
export const postmortemOf = (incident: IncidentId): PostmortemId => incident.replace('INC-', 'PM-') as PostmortemId;
export const incidentOf = (postmortem: PostmortemId): IncidentId => postmortem.replace('PM-', 'INC-') as IncidentId;
export const isPostmortem = (id: AggregateId): id is PostmortemId => PostmortemId.safeParse(id).success;
