import { lifecycleKey, targetKey } from '#domain/keys';
import type { PersonId } from '#domain/person/person';
import type { Put } from '#domain/records';
import { same } from '#domain/same';
import type { Changed } from './changing.ts';
import { descriptionOf, type RegisteredService, type ServiceDescription } from './service.ts';

type Said = { at: string; by?: PersonId | undefined };

/** What is written beside its registration: from when on it has been in this state of its life, and what it is to reach. */
export function registered(
  described: ServiceDescription,
  { at, by, since = at, tell }: Said & { since?: string | undefined; tell?: PersonId | undefined },
): Changed {
  const { slug, lifecycle, availabilityTarget } = described;
  const first = { version: 1, effectiveFrom: since, recordedAt: at, ...(by && { by }) };
  const targets: Put[] =
    availabilityTarget === undefined
      ? []
      : [{ key: targetKey(slug, 1), value: { ...first, targets: { availability: availabilityTarget } }, expected: 0 }];
  return {
    events: [{ type: 'ServiceRegistered', at, ...(by && { by }), ...(tell && { tell }), ...described }],
    puts: [{ key: lifecycleKey(slug, 1), value: { ...first, to: lifecycle }, expected: 0 }, ...targets],
  };
}

/**
 * Described anew. Lifecycle and availability target are not part of that: who says another one of them changes it by its own event, with its own
 * date.
 */
export function describedAnew(service: RegisteredService, said: ServiceDescription, { at, by }: Said): Changed {
  const { availabilityTarget: _target, ...rest } = said;
  const target = service.availabilityTarget;
  const described = { ...rest, lifecycle: service.lifecycle, ...(target !== undefined && { availabilityTarget: target }) };
  return same(descriptionOf(service), described)
    ? { events: [], puts: [] }
    : { events: [{ type: 'ServiceChanged', at, ...(by && { by }), ...described }], puts: [] };
}
