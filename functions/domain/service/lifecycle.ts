import * as z from 'zod';
import { lifecycleKey } from '#domain/keys';
import { PersonId } from '#domain/person/person';
import { everyRef, type Ref } from '#domain/records';

/** Whether there is money for features, and whether customers are there: nothing of it says whose the service is (`domain.md` 2.2). */
export const Lifecycle = z.enum(['pre_live', 'active', 'maintenance_mode', 'deprecated', 'retired']);
export type Lifecycle = z.infer<typeof Lifecycle>;

/** As it is said. */
export const lifecycleName: Record<Lifecycle, string> = {
  pre_live: 'not live yet',
  active: 'active development',
  maintenance_mode: 'maintenance mode',
  deprecated: 'deprecated',
  retired: 'retired',
};

/** Customers rely on it: it is owned, paged for and measured. */
export const isLive = (lifecycle: Lifecycle): boolean => lifecycle !== 'pre_live' && lifecycle !== 'retired';

const next: Record<Lifecycle, readonly Lifecycle[]> = {
  pre_live: ['active', 'retired'],
  active: ['maintenance_mode', 'deprecated'],
  maintenance_mode: ['active', 'deprecated'],
  deprecated: ['maintenance_mode', 'active', 'retired'],
  retired: [],
};
/** What may come after this; back from retirement leads only a correction. */
export const following = (from: Lifecycle): readonly Lifecycle[] => next[from];
export const mayFollow = (from: Lifecycle, to: Lifecycle): boolean => next[from].includes(to);

const otherNames: Record<string, Lifecycle> = {
  ktlo: 'maintenance_mode',
  keeping_the_lights_on: 'maintenance_mode',
  bau: 'maintenance_mode',
  bau_support: 'maintenance_mode',
  evergreen: 'maintenance_mode',
  evergreening: 'maintenance_mode',
  maintenance: 'maintenance_mode',
  active_development: 'active',
  live: 'active',
  production: 'active',
};
/** What people call it: one canonical word in records and reports. */
export function lifecycleCalled(said: string): Lifecycle | undefined {
  const word = said
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  return Lifecycle.safeParse(word).data ?? otherNames[word];
}

/** One word on the state of its life: from when on, and what money there is or was. Never changed; a correction supersedes it. */
export const LifecycleAssertion = z.object({
  version: z.int().positive(),
  to: Lifecycle,
  effectiveFrom: z.iso.datetime(),
  recordedAt: z.iso.datetime(),
  by: PersonId.optional(),
  fundingEndedOn: z.iso.date().optional(),
  fundedUntil: z.iso.date().optional(),
  reasonId: z.string().optional(),
  transfer: z.string().optional(),
  supersedes: z.int().positive().optional(),
});
export type LifecycleAssertion = z.infer<typeof LifecycleAssertion>;

export const lifecyclesRef = (service: string): Ref<LifecycleAssertion[]> =>
  everyRef({ ...lifecycleKey(service, 0), sk: 'LIFE#' }, LifecycleAssertion);
