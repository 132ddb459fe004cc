import * as z from 'zod';
import type { AggregateId } from '#domain/keys';
import type { EventRecord, Json } from '#domain/records';

const EventItem = z.object({
  id: z.custom<AggregateId>((id) => typeof id === 'string'),
  version: z.number(),
  type: z.string(),
  at: z.string(),
  recordedAt: z.string(),
  body: z.custom<Json>(),
});

/** One event as it stands in the table. */
export const readEventItem = (item: unknown): EventRecord => EventItem.parse(item);
