import * as z from 'zod';
import type { AggregateId } from '#domain/keys';
import { TrackerKind } from '#domain/team/tracker';

export const ImprovementId = z.custom<`IMP-${number}`>((id) => typeof id === 'string' && /^IMP-[1-9]\d*$/.test(id));
export type ImprovementId = z.infer<typeof ImprovementId>;
export const isImprovement = (id: AggregateId): id is ImprovementId => ImprovementId.safeParse(id).success;

/** `permanent_fix`: the workaround left the cause where it is; `make_it_easier`: for whoever is on call next. */
export const ImprovementKind = z.enum(['action', 'permanent_fix', 'make_it_easier']);
export type ImprovementKind = z.infer<typeof ImprovementKind>;
export const Priority = z.enum(['high', 'medium', 'low']);
export type Priority = z.infer<typeof Priority>;

/** Its twin in another tool: by which id it is known there for ever, what people call it, and where it is read. */
export const Tracked = z.object({ tracker: TrackerKind, id: z.string(), ref: z.string(), url: z.url() });
export type Tracked = z.infer<typeof Tracked>;
/** The effect that keeps it there. */
export const trackedAs = (id: ImprovementId) => `${id}/tracked`;
