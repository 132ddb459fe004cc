import * as z from 'zod';
import { type AggregateId, sightingKey } from '#domain/keys';
import { oneRef, type Ref } from '#domain/records';

/** When Slack last said how a person, a group or a channel is, by Slack's clock. */
const Sighting = z.object({ at: z.iso.datetime() });
export type Sighting = z.infer<typeof Sighting>;

export const sightingRef = (id: AggregateId): Ref<Sighting | undefined> => oneRef(sightingKey(id), Sighting);
