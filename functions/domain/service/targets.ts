import * as z from 'zod';
import { targetKey } from '#domain/keys';
import { PersonId } from '#domain/person/person';
import { everyRef, type Ref } from '#domain/records';

/** What a service is to reach. The product manager answers for it. */
export const Targets = z.object({
  /** Percent; 100 is neither possible nor wanted. */
  availability: z.number().min(0).lt(100).optional(),
  timeToRestoreMinutes: z.number().positive().optional(),
  deploymentIntervalDays: z.number().positive().optional(),
  leadTimeDays: z.number().positive().optional(),
});
export type Targets = z.infer<typeof Targets>;

/** All the targets as they are from some time on. Never changed; a correction supersedes it. */
export const TargetAssertion = z.object({
  version: z.int().positive(),
  targets: Targets,
  effectiveFrom: z.iso.datetime(),
  recordedAt: z.iso.datetime(),
  by: PersonId.optional(),
  /** Decided by a delegate; the product manager answers for it all the same. */
  delegated: z.literal(true).optional(),
  /** Whose advice was taken before it was decided. */
  adviceFrom: z.array(PersonId).optional(),
  reasonId: z.string().optional(),
  supersedes: z.int().positive().optional(),
});
export type TargetAssertion = z.infer<typeof TargetAssertion>;

export const targetsRef = (service: string): Ref<TargetAssertion[]> =>
  everyRef({ ...targetKey(service, 0), sk: 'TARGET#' }, TargetAssertion);
