import { gather } from '#domain/gather';
import type { PersonId } from '#domain/person/person';
import type { Records } from '#domain/records';
import type { RegisteredService } from '#domain/service/service';
import { type Service, serviceRef } from '#domain/service/service';
import type { ServiceSlug } from '#domain/service/service-slug';
import type { ActiveTeam } from '#domain/team/team';
import type { Finding } from './finding.ts';
import { evaluate, type Surroundings, surroundingRefs } from './guardrails.ts';
import { planFor, type Wish } from './plan.ts';
import type { Plan } from './transfer-events.ts';
import type { TransferKind } from './transfer-kind.ts';

type Wanted = { service: ServiceSlug; kind: TransferKind; wish: Wish; by: PersonId; at: string };
type Seen = Surroundings & { service: Service };
type Owned = RegisteredService & { owned: NonNullable<RegisteredService['owned']> };

export type Weighed = { service: RegisteredService; receiver: ActiveTeam | undefined; plan: Plan | undefined; findings: Finding[] };

/** What the guardrails would say of a transfer that nobody has asked for yet; nothing where there is no such service. */
export async function weighedBefore(records: Pick<Records, 'load'>, wanted: Wanted): Promise<Weighed | undefined> {
  const { service: slug, kind, at, by } = wanted;
  const seen = await gather<Seen>(records, (known) => ({
    ...surroundingRefs(known.service ?? { state: 'none' }, { plan: planned(wanted, known), at }, known),
    service: serviceRef(slug),
  }));
  if (seen.service.state !== 'registered') return undefined;
  const plan = planned(wanted, seen);
  return {
    service: seen.service,
    receiver: seen.receiver.state === 'active' ? seen.receiver : undefined,
    plan: 'model' in plan ? plan : undefined,
    findings: evaluate({ kind, plan: { model: 'ybiyri', ...plan }, phase: 'request', at, by }, seen.service, seen),
  };
}

function planned({ kind, wish }: Wanted, { service, receiver }: Partial<Seen>): Plan | Pick<Plan, 'to' | 'support'> {
  const owned = service?.state === 'registered' && service.owned !== undefined;
  return owned && receiver?.state === 'active' ? planFor(kind, service as Owned, receiver.teamType, wish) : { to: wish.to };
}
