import * as z from 'zod';
import { IncidentId } from '#domain/incident/incident-id';
import { type AggregateId, factorsOfServiceKey } from '#domain/keys';
import type { Beside, Version } from '#domain/records';
import type { Postmortem } from './postmortem.ts';
import type { PostmortemEvent } from './postmortem-events.ts';
import { Factor } from './prompt.ts';

/** The newest word on an incident counts. */
export const SeenFactors = z.object({ incident: IncidentId, version: z.int(), declaredAt: z.iso.datetime(), factors: z.array(Factor) });
export type SeenFactors = z.infer<typeof SeenFactors>;

/** What contributed to incidents of a service stands with the service, so that the third of its kind is seen. A drill is none of them. */
export function beside(id: AggregateId, event: PostmortemEvent, version: Version, postmortem: Postmortem): Beside[] {
  if (event.type !== 'PostmortemFactorsSet' || postmortem.state === 'none' || postmortem.service === null || postmortem.drill) return [];
  const { service, declaredAt, incident } = postmortem;
  return [{ key: factorsOfServiceKey(service, declaredAt, id, version), value: { incident, version, declaredAt, factors: event.factors } }];
}
