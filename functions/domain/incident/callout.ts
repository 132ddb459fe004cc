import * as z from 'zod';
import { calloutsKey, lastCalloutKey } from '#domain/keys';
import type { PersonId } from '#domain/person/person';
import { everyRef, oneRef, type Ref } from '#domain/records';
import { Compensation } from '#domain/service/support';
import { IncidentId } from './incident-id.ts';
import { CalledAs } from './routing.ts';

/** Somebody was called outside of their working hours. */
export const Callout = z.object({
  incident: IncidentId,
  generation: z.int(),
  at: z.iso.datetime(),
  as: CalledAs,
  compensation: Compensation,
  restSince: z.iso.datetime().optional(),
});
export type Callout = z.infer<typeof Callout>;

export const lastCalloutRef = (person: PersonId): Ref<Callout | undefined> => oneRef(lastCalloutKey(person), Callout);
export const calloutsRef = (person: PersonId, month?: string): Ref<Callout[]> => everyRef(calloutsKey(person, month), Callout);

const restMs = 12 * 3_600_000;

/** Since when they should be resting, if they should: for twelve hours after they were called for something else. */
export function restingSince(last: Callout | undefined, incident: string | undefined, at: string): string | undefined {
  if (last === undefined || last.incident === incident) return undefined;
  const since = Date.parse(at) - Date.parse(last.at);
  return since >= 0 && since < restMs ? last.at : undefined;
}
