import * as z from 'zod';
import { PersonId } from '#domain/person/person';
import { TeamSlug } from '#domain/team/team-slug';
import { AtRisk } from './at-risk.ts';
import { Lifecycle, LifecycleAssertion } from './lifecycle.ts';
import { Assertion, CurrentOwnership } from './ownership.ts';
import { Pending } from './pending.ts';
import { ServiceSlug } from './service-slug.ts';
import { SupportModel } from './support.ts';
import { TargetAssertion } from './targets.ts';

const at = z.iso.datetime();

/** Its lifecycle and availability target are as they were then; what became of them later has events of its own. */
export const described = () =>
  z.object({
    slug: ServiceSlug,
    name: z.string(),
    kind: z.enum(['digital_service', 'data_pipeline', 'foundational_system']),
    productDomain: z.string(),
    lifecycle: Lifecycle,
    productManager: PersonId,
    budgetHolder: PersonId.optional(),
    /** Whom the product manager has nominated to decide on targets. */
    delegate: PersonId.optional(),
    availabilityTarget: z.number().min(0).lt(100).optional(),
    /** What an hour of its being down can cost at most. */
    maxExposurePerHour: z.object({ amount: z.number().nonnegative(), currency: z.string().length(3) }).optional(),
    complexity: z.enum(['simple', 'complicated', 'complex']).optional(),
    aliases: z.array(z.string()),
    journeys: z.array(z.string()),
    alertKeys: z.array(z.string()),
    urls: z.array(z.url()),
    runbook: z.url().optional(),
    dashboards: z.array(z.url()),
    repositories: z.array(z.url()).optional(),
    /** Services that it cannot do without. */
    dependencies: z.array(ServiceSlug).optional(),
    suppliers: z.array(z.object({ name: z.string(), contact: z.string(), paidBy: z.string().optional() })).optional(),
    /** What the business looks at to see whether it works: orders a minute. */
    businessMeasure: z.object({ name: z.string(), url: z.url().optional() }).optional(),
    /** Who learns to run it before they take it over. They are paged beside those who own it. */
    shadow: z.object({ team: TeamSlug, from: at, until: at }).optional(),
  });
export type ServiceDescription = z.infer<ReturnType<typeof described>>;

export const ServiceEvent = z.lazy(() =>
  z.discriminatedUnion('type', [
    /** `tell`: the lead of the team that it was given to by somebody who is not in it. */
    described().extend({ type: z.literal('ServiceRegistered'), at, by: PersonId.optional(), tell: PersonId.optional() }),
    /** Lifecycle and availability target stand in it as they were; they change by events of their own. */
    described().extend({ type: z.literal('ServiceChanged'), at, by: PersonId.optional() }),
    /** `current`: the assertion that holds now that this one is there; left out where it is this one. */
    Assertion.omit({ recordedAt: true }).extend({ type: z.literal('OwnershipAsserted'), at, current: CurrentOwnership.optional() }),
    /** What was on record of that span was wrong, and is told anew by the assertion; until now where `until` is left out. */
    z.object({
      type: z.literal('OwnershipCorrected'),
      at,
      by: PersonId.optional(),
      version: z.int(),
      supersedes: z.int().optional(),
      from: at,
      until: at.optional(),
      reasonId: z.string().optional(),
      /** The leads of those whose it is or was by it; nothing where a file says it. */
      tell: z.array(PersonId).optional(),
    }),
    LifecycleAssertion.omit({ recordedAt: true }).extend({ type: z.literal('ServiceLifecycleChanged'), at, from: Lifecycle }),
    TargetAssertion.omit({ recordedAt: true }).extend({ type: z.literal('ServiceTargetsChanged'), at }),
    z.object({
      type: z.literal('SupportModelChanged'),
      at,
      by: PersonId.optional(),
      from: SupportModel,
      to: SupportModel,
      transfer: z.string().optional(),
    }),
    /** A transfer that is under way has got so far, or is over. */
    z.object({ type: z.literal('ServicePending'), at, pending: Pending.nullable() }),
    z.object({ type: z.literal('ServiceOrphaned'), at, team: TeamSlug, because: AtRisk, standIns: z.array(TeamSlug).optional() }),
    z.object({ type: z.literal('ServiceFoundAgain'), at }),
    /** There is money for features until then, and it is asked what comes after. */
    z.object({ type: z.literal('ServiceFundingAsked'), at, until: z.iso.date() }),
    /** There is money for features again, with the team that has run it meanwhile; `featurePercent`: of its capacity, for those. */
    z.object({
      type: z.literal('ServiceHandedBack'),
      at,
      by: PersonId,
      team: TeamSlug,
      fundedUntil: z.iso.date(),
      budgetHolder: PersonId,
      featurePercent: z.int().min(0).max(100),
      wordsId: z.string(),
    }),
  ]),
);
export type ServiceEvent = z.infer<typeof ServiceEvent>;
