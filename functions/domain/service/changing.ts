import { lifecycleKey, targetKey } from '#domain/keys';
import type { Put } from '#domain/records';
import { Rejection } from '#domain/rejection';
import { following, type LifecycleAssertion, lifecycleName, mayFollow } from './lifecycle.ts';
import type { RegisteredService } from './service.ts';
import type { ServiceEvent } from './service-events.ts';
import type { TargetAssertion } from './targets.ts';

export type Changed = { events: ServiceEvent[]; puts: Put[] };
const nothing: Changed = { events: [], puts: [] };

export type SaidLifecycle = Omit<LifecycleAssertion, 'version' | 'recordedAt' | 'effectiveFrom'> & { at: string };

/**
 * Another state of its life, from now on: allowed by `domain.md` 2.2, whoever has decided it. It says nothing of whose the service is. In the same
 * state it may still be that there is money until another day.
 */
export function lifecycleChanged(service: RegisteredService, { at, ...said }: SaidLifecycle): Changed {
  const { lifecycle: from, slug } = service;
  const sameMoney = said.fundedUntil === service.fundedUntil && said.fundingEndedOn === service.fundingEndedOn;
  if (from === said.to && sameMoney) return nothing;
  if (from !== said.to && !mayFollow(from, said.to))
    throw new Rejection(
      'not_allowed_next',
      from === 'retired'
        ? `${slug} is retired, and only a correction brings it back. Nothing has changed.`
        : `${slug} is “${lifecycleName[from]}”; what may follow on that is ${following(from)
            .map((to) => `\`${to}\``)
            .join(', ')}. Nothing has changed.`,
    );
  const assertion = { ...said, version: service.lifecycles + 1, effectiveFrom: at };
  return {
    events: [{ type: 'ServiceLifecycleChanged', at, from, ...assertion }],
    puts: [{ key: lifecycleKey(slug, assertion.version), value: { ...assertion, recordedAt: at }, expected: 0 }],
  };
}

export type SaidTargets = Omit<TargetAssertion, 'version' | 'recordedAt' | 'effectiveFrom'> & { at: string };

/** All the targets as they are from now on. */
export function targetsChanged(service: RegisteredService, { at, ...said }: SaidTargets): Changed {
  if (sameTargets(targetsOf(service), said.targets)) return nothing;
  const assertion = { ...said, version: service.targetings + 1, effectiveFrom: at };
  return {
    events: [{ type: 'ServiceTargetsChanged', at, ...assertion }],
    puts: [{ key: targetKey(service.slug, assertion.version), value: { ...assertion, recordedAt: at }, expected: 0 }],
  };
}

type Targets = TargetAssertion['targets'];
const names = ['availability', 'timeToRestoreMinutes', 'deploymentIntervalDays', 'leadTimeDays'] as const;
const sameTargets = (one: Targets, other: Targets) => names.every((name) => one[name] === other[name]);

/** Whatever is on record, availability among it. */
export const targetsOf = ({ targets, availabilityTarget }: RegisteredService): Targets => ({
  ...targets,
  ...(availabilityTarget !== undefined && { availability: availabilityTarget }),
});
