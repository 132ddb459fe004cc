import type { Stage } from '#domain/perform';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import type { Log } from '#domain/ports';
import type { Ref } from '#domain/records';
import { rotaThen } from '#domain/team/past';
import type { OnCall } from '#domain/team/rota';
import { type ActiveTeam, type KnownTeam, type Team, type TeamSlug, teamRef } from '#domain/team/team';
import { asOf } from '#domain/time/assertions';
import { type KnownTransfer, type Transfer, transferRef } from '#domain/transfer/transfer';
import type { TransferId } from '#domain/transfer/transfer-kind';
import { type LifecycleAssertion, lifecyclesRef } from './lifecycle.ts';
import { type Assertion, assertionsRef, ownerAt, warrantyAt } from './ownership.ts';
import { type RegisteredService, type Service, serviceRef } from './service.ts';
import type { ServiceSlug } from './service-slug.ts';
import { type TargetAssertion, targetsRef } from './targets.ts';

/** At which instant a service is looked at, and as it was believed to be when. */
export type LookedAt = { at: string; believedAt?: string | undefined };

/** A service as it was at an instant; its description and who answers for it are as they are now. */
export type ServiceSeen = {
  service: RegisteredService;
  looked: LookedAt;
  now: string;
  ownership?: Assertion;
  lifecycle?: LifecycleAssertion;
  targets?: TargetAssertion;
  /** Those who own it then, as the catalogue knows them now. */
  owner?: ActiveTeam;
  onCall: OnCall;
  /** Who had it before, while they are there to be asked. */
  former?: { team: TeamSlug; name: string; channel?: string | undefined; until: string };
  /** The transfer that is under way, and the one by which it came where it is: what was overridden in them stays in sight. */
  transfers: { id: TransferId; transfer: KnownTransfer }[];
  viewer: Person;
};

type Histories = [Service, Assertion[], LifecycleAssertion[], TargetAssertion[], Person];
const nobody: OnCall = { superhero: null, sideKick: null, uncoveredSince: null };
const active = (team: Team | undefined) => (team?.state === 'active' ? team : undefined);

/** Two rounds of consistent reads, however long its history is, and the log where the rota was asked for long ago; `undefined` where there is no such service. */
export async function lookAtService(
  { records, log, now }: Pick<Stage, 'records' | 'now'> & { log: Log },
  slug: ServiceSlug,
  by: PersonId,
  asked?: LookedAt,
): Promise<ServiceSeen | undefined> {
  const time = now();
  const looked = asked ?? { at: time };
  const refs = [serviceRef(slug), assertionsRef(slug), lifecyclesRef(slug), targetsRef(slug), personRef(by)] as Ref<unknown>[];
  const found = await records.load(refs);
  const [service, assertions, lifecycles, targetings, viewer] = found.map(({ value }) => value) as Histories;
  if (service.state === 'none') return undefined;
  const ownership = ownerAt(assertions, looked.at, looked.believedAt);
  const lifecycle = asOf(lifecycles, looked.at, looked.believedAt);
  const targets = asOf(targetings, looked.at, looked.believedAt);
  const pending = asked === undefined ? service.pending?.transfer : undefined;
  const { ownedBy, ...beside } = await besides(records, { ownership, pending, warranty: warrantyAt(assertions, looked.at) });
  return {
    looked,
    now: time,
    service,
    viewer,
    ...(ownership && { ownership }),
    ...(lifecycle && { lifecycle }),
    ...(targets && { targets }),
    ...beside,
    onCall: ownership && ownedBy ? (await rotaThen(log, ownership.owner, ownedBy, looked.at, time)).onCall : nobody,
  };
}

type Beside = { ownership: Assertion | undefined; pending: TransferId | undefined; warranty: ReturnType<typeof warrantyAt> };

async function besides(
  records: Stage['records'],
  { ownership, pending, warranty }: Beside,
): Promise<Pick<ServiceSeen, 'owner' | 'former' | 'transfers'> & { ownedBy?: KnownTeam }> {
  if (ownership === undefined) return { transfers: [] };
  const ids = [...new Set([pending, ownership.transfer as TransferId | undefined])].filter((id) => id !== undefined);
  const named = [ownership.owner, ...(warranty ? [warranty.team] : [])];
  const found = await records.load([...named.map(teamRef), ...ids.map(transferRef)] as Ref<unknown>[]);
  const all = found.map(({ value }) => value);
  const ownedBy = all[0] as Team;
  const [owner, before] = [active(ownedBy), warranty && active(all[1] as Team)];
  const known = ids.map((id, index) => ({ id, transfer: all[named.length + index] as Transfer }));
  return {
    ...(owner && { owner }),
    ...(ownedBy.state !== 'none' && { ownedBy }),
    ...(warranty && { former: { ...warranty, name: before?.name ?? warranty.team, channel: before?.channel } }),
    transfers: known.flatMap(({ id, transfer }) => (transfer.state === 'none' ? [] : [{ id, transfer }])),
  };
}
