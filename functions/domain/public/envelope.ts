import * as z from 'zod';
import { PersonId } from '#domain/person/person';

/** Additive only: a consumer of version 1 can read every later event of version 1. */
export const schemaVersion = 1;

/**
 * What every event on the bus carries. At least once and in any order: deduplicate by `event_id`, order by `aggregate.version`.
 * Ids, codes, times and counts; never what people wrote.
 */
export const Envelope = z.object({
  event_id: z.string().describe('`<aggregate>/<version>`: the same for every copy of this event'),
  schema_version: z.literal(schemaVersion),
  occurred_at: z.iso.datetime(),
  recorded_at: z.iso.datetime(),
  actor: z.object({ type: z.enum(['user', 'system']), user_id: PersonId.optional() }),
  correlation_id: z.string().describe('The aggregate that started it'),
  aggregate: z.object({ type: z.string(), id: z.string(), version: z.int() }),
  service_id: z.string().optional(),
  private: z.literal(true).optional().describe('Present on events of private incidents, which carry nothing derived from their words'),
});
export type Envelope = z.infer<typeof Envelope>;
