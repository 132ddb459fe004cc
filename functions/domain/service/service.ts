import * as z from 'zod';
import { nameKey, serviceId } from '#domain/keys';
import { PersonId } from '#domain/person/person';
import { type Aggregate, headRef, oneRef, type Ref } from '#domain/records';
import { TeamSlug } from '#domain/team/team';
import { Assertion } from './ownership.ts';

export const ServiceSlug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/)
  .brand('ServiceSlug');
export type ServiceSlug = z.infer<typeof ServiceSlug>;

export const Lifecycle = z.enum(['pre_live', 'active', 'maintenance_mode', 'deprecated', 'retired']);

const described = () =>
  z.object({
    slug: ServiceSlug,
    name: z.string(),
    kind: z.enum(['digital_service', 'data_pipeline', 'foundational_system']),
    productDomain: z.string(),
    lifecycle: Lifecycle,
    productManager: PersonId,
    /** Percent; 100 is neither possible nor wanted. */
    availabilityTarget: z.number().min(0).lt(100).optional(),
    aliases: z.array(z.string()),
    journeys: z.array(z.string()),
    alertKeys: z.array(z.string()),
    urls: z.array(z.url()),
    runbook: z.url().optional(),
    dashboards: z.array(z.url()),
    /** What the business looks at to see whether it works: orders a minute. */
    businessMeasure: z.object({ name: z.string(), url: z.url().optional() }).optional(),
    /** Who learns to run it before they take it over. They are paged beside those who own it. */
    shadow: z.object({ team: TeamSlug, from: z.iso.datetime(), until: z.iso.datetime() }).optional(),
  });
export type ServiceDescription = z.infer<ReturnType<typeof described>>;

export const ServiceEvent = z.lazy(() =>
  z.discriminatedUnion('type', [
    described().extend({ type: z.literal('ServiceRegistered'), at: z.iso.datetime() }),
    described().extend({ type: z.literal('ServiceChanged'), at: z.iso.datetime() }),
    Assertion.omit({ recordedAt: true }).extend({ type: z.literal('OwnershipAsserted'), at: z.iso.datetime() }),
  ]),
);
export type ServiceEvent = z.infer<typeof ServiceEvent>;

export const Service = z.lazy(() =>
  z.discriminatedUnion('state', [
    z.object({ state: z.literal('none') }),
    described().extend({ state: z.literal('registered'), assertions: z.int() }),
  ]),
);
export type Service = z.infer<typeof Service>;
export type RegisteredService = Extract<Service, { state: 'registered' }>;

function evolve(service: Service, event: ServiceEvent): Service {
  switch (event.type) {
    case 'ServiceRegistered':
    case 'ServiceChanged': {
      const { type: _type, at: _at, ...description } = event;
      return { state: 'registered', ...description, assertions: service.state === 'registered' ? service.assertions : 0 };
    }
    case 'OwnershipAsserted':
      return service.state === 'registered' ? { ...service, assertions: event.version } : service;
    default:
      return event satisfies never;
  }
}

export const services: Aggregate<Service, ServiceEvent> = {
  name: 'service',
  initial: { state: 'none' },
  evolve,
  state: Service,
  event: ServiceEvent,
};

export const serviceRef = (slug: string): Ref<Service> => headRef(services, serviceId(slug));

/** What a name, alias, journey, alert key or URL leads to. */
export const Named = z.object({ service: ServiceSlug });
export type Named = z.infer<typeof Named>;
export const namedRef = (normalised: string): Ref<Named | undefined> => oneRef(nameKey(normalised), Named);
