import { type AggregateId, factorsOfServiceKey } from '#domain/keys';
import type { Beside, Version } from '#domain/records';
import type { Postmortem } from './postmortem.ts';
import type { PostmortemEvent } from './postmortem-events.ts';

/** What contributed to incidents of a service stands with the service, so that the third of its kind is seen. A drill is none of them. */
export function beside(id: AggregateId, event: PostmortemEvent, version: Version, postmortem: Postmortem): Beside[] {
  if (event.type !== 'PostmortemFactorsSet' || postmortem.state === 'none' || postmortem.service === null || postmortem.drill) return [];
  const { service, declaredAt, incident } = postmortem;
  return [{ key: factorsOfServiceKey(service, declaredAt, id, version), value: { incident, version, factors: event.factors } }];
}
