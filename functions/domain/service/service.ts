import * as z from 'zod';
import { nameKey, serviceId } from '#domain/keys';
import { type Aggregate, headRef, type Ref } from '#domain/records';
import { TeamSlug } from '#domain/team/team-slug';
import { AtRisk } from './at-risk.ts';
import { serviceEntry } from './board.ts';
import { Lifecycle } from './lifecycle.ts';
import { CurrentOwnership } from './ownership.ts';
import { Pending } from './pending.ts';
import { described, type ServiceEvent as Event, type ServiceDescription, ServiceEvent } from './service-events.ts';
import { ServiceSlug } from './service-slug.ts';
import { Targets } from './targets.ts';

export type { ServiceDescription };
export { Lifecycle, ServiceEvent, ServiceSlug };

export const Service = z.lazy(() =>
  z.discriminatedUnion('state', [
    z.object({ state: z.literal('none') }),
    described().extend({
      state: z.literal('registered'),
      /** How many assertions there are of each kind. */
      assertions: z.int(),
      lifecycles: z.int().default(0),
      targetings: z.int().default(0),
      /** Whose it is now, by the newest word on it. */
      owned: CurrentOwnership.optional(),
      /** Besides availability, which has a field of its own. */
      targets: Targets.optional(),
      fundedUntil: z.iso.date().optional(),
      fundingEndedOn: z.iso.date().optional(),
      /** The last date that it was asked about. */
      fundingAsked: z.iso.date().optional(),
      pending: Pending.optional(),
      /** Nobody is there who could answer for it. */
      orphaned: z.object({ since: z.iso.datetime(), team: TeamSlug, because: AtRisk, standIns: z.array(TeamSlug).default([]) }).optional(),
    }),
  ]),
);
export type Service = z.infer<typeof Service>;
export type RegisteredService = Extract<Service, { state: 'registered' }>;

function evolve(service: Service, event: Event): Service {
  if (event.type === 'ServiceRegistered') {
    const { type: _type, at: _at, by: _by, tell: _tell, ...description } = event;
    return {
      ...description,
      state: 'registered',
      assertions: 0,
      lifecycles: 1,
      targetings: event.availabilityTarget === undefined ? 0 : 1,
    };
  }
  if (event.type === 'ServiceChanged') {
    if (service.state === 'none') return service;
    const { type: _type, at: _at, by: _by, lifecycle: _lifecycle, availabilityTarget: _target, ...description } = event;
    return { ...kept(service), ...description, state: 'registered' };
  }
  return service.state === 'registered' ? changed(service, event) : service;
}

/** What a new description says nothing of. */
const kept = ({
  assertions,
  lifecycles,
  targetings,
  lifecycle,
  availabilityTarget,
  owned,
  targets,
  fundedUntil,
  fundingEndedOn,
  fundingAsked,
  pending,
  orphaned,
}: RegisteredService) => ({
  assertions,
  lifecycles,
  targetings,
  lifecycle,
  ...(availabilityTarget !== undefined && { availabilityTarget }),
  ...(owned && { owned }),
  ...(targets && { targets }),
  ...(fundedUntil && { fundedUntil }),
  ...(fundingEndedOn && { fundingEndedOn }),
  ...(fundingAsked && { fundingAsked }),
  ...(pending && { pending }),
  ...(orphaned && { orphaned }),
});

type Changes = Exclude<Event, { type: 'ServiceRegistered' | 'ServiceChanged' }>;

function changed(service: RegisteredService, event: Changes): Service {
  switch (event.type) {
    case 'OwnershipAsserted':
      return owned(service, event.version, event.current ?? CurrentOwnership.parse(event));
    case 'ServiceLifecycleChanged': {
      const { fundedUntil: _until, fundingEndedOn: _ended, ...rest } = service;
      const { fundedUntil, fundingEndedOn } = event;
      const money = { ...(fundedUntil && { fundedUntil }), ...(fundingEndedOn && { fundingEndedOn }) };
      return { ...rest, ...money, lifecycles: event.version, lifecycle: event.to };
    }
    case 'ServiceTargetsChanged': {
      const { availabilityTarget: _before, ...rest } = service;
      const { availability } = event.targets;
      return {
        ...rest,
        targetings: event.version,
        targets: event.targets,
        ...(availability !== undefined && { availabilityTarget: availability }),
      };
    }
    case 'SupportModelChanged':
    case 'OwnershipCorrected':
      return service;
    case 'ServicePending': {
      const { pending: _before, ...rest } = service;
      return event.pending ? { ...rest, pending: event.pending } : rest;
    }
    case 'ServiceOrphaned':
      return { ...service, orphaned: { since: event.at, team: event.team, because: event.because, standIns: event.standIns ?? [] } };
    case 'ServiceFoundAgain': {
      const { orphaned: _before, ...rest } = service;
      return rest;
    }
    case 'ServiceFundingAsked':
      return { ...service, fundingAsked: event.until };
    case 'ServiceHandedBack':
      return { ...service, budgetHolder: event.budgetHolder };
    default:
      return event satisfies never;
  }
}

/** Whoever has taken it over is there, whoever had been missing before. */
function owned(service: RegisteredService, assertions: number, now: CurrentOwnership): RegisteredService {
  const { orphaned, ...rest } = service;
  return { ...rest, ...(orphaned?.team === now.owner && { orphaned }), assertions, owned: now };
}

/** What people have said of it, without what became of it. */
export const descriptionOf = (service: ServiceDescription): ServiceDescription => described().parse(service);

export const services: Aggregate<Service, ServiceEvent> = {
  name: 'service',
  initial: { state: 'none' },
  evolve,
  state: Service,
  event: ServiceEvent,
  boarded: (service) => (service.state === 'registered' ? serviceEntry(service) : undefined),
};

export const serviceRef = (slug: string): Ref<Service> => headRef(services, serviceId(slug));

/** What a name, alias, journey, alert key or URL leads to. */
export type Named = { service: ServiceSlug };
/** A name that was dropped leads nowhere; its item goes on counting who has had it. */
const Led = z.object({ service: ServiceSlug.nullable() });
export const namedRef = (normalised: string): Ref<Named | undefined> => ({
  key: nameKey(normalised),
  read: (stored) => {
    const { service } = stored === undefined ? { service: null } : Led.parse(stored);
    return service === null ? undefined : { service };
  },
});
