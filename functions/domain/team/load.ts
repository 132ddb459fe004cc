import * as z from 'zod';
import { loadKey } from '#domain/keys';
import { oneRef, type Put, type Ref, type Version } from '#domain/records';
import type { Lifecycle } from '#domain/service/lifecycle';
import type { CurrentOwnership } from '#domain/service/ownership';
import { ServiceSlug } from '#domain/service/service-slug';
import { TransferId } from '#domain/transfer/transfer-kind';
import type { TeamSlug } from './team-slug.ts';

/**
 * All that rests on a team. It changes in the same transaction as what it tells of, so that a rule that holds it sees no other load than the one it
 * decides on, and a team on which something rests cannot be disbanded meanwhile.
 */
export const Load = z.object({
  owns: z.array(ServiceSlug),
  /** It is on a tier of these, or covers them out of hours. */
  supports: z.array(ServiceSlug),
  /** It takes these back when there is money for features again. */
  takesBack: z.array(ServiceSlug),
  incoming: z.array(TransferId),
});
export type Load = z.infer<typeof Load>;
export const noLoad: Load = { owns: [], supports: [], takesBack: [], incoming: [] };

export const loadRef = (team: TeamSlug): Ref<Load> => {
  const { key, read } = oneRef(loadKey(team), Load);
  return { key, read: (stored) => (read as (one: unknown) => Load | undefined)(stored) ?? noLoad };
};

type Owned = Pick<CurrentOwnership, 'owner' | 'support' | 'handBack'>;
/** On which teams a service rests, and how. */
const restsOn = (owned: Owned | undefined): Record<'owns' | 'supports' | 'takesBack', TeamSlug[]> => ({
  owns: owned ? [owned.owner] : [],
  supports: [...(owned?.support?.tiers ?? []).map(({ team }) => team), ...(owned?.support?.cover ? [owned.support.cover] : [])],
  takesBack: owned?.handBack ? [owned.handBack] : [],
});

/** What of a service rests on teams: while it is built and while it is live all of it, and nothing once it is switched off. */
export const resting = <One extends Owned>(lifecycle: Lifecycle | undefined, owned: One | undefined): One | undefined =>
  lifecycle === 'retired' ? undefined : owned;

/** Every team that an ownership names. */
export const teamsOn = (...owned: (Owned | undefined)[]): TeamSlug[] => [
  ...new Set(owned.flatMap((one) => Object.values(restsOn(one)).flat())),
];

export type Loaded = { team: TeamSlug; load: Load; version: Version };

const without = <One>(all: One[], one: One) => all.filter((other) => other !== one);
const withOne = <One>(all: One[], one: One, there: boolean) => (there ? [...without(all, one), one] : without(all, one));
const put = ({ team, load, version }: Loaded, after: Load): Put[] =>
  JSON.stringify(after) === JSON.stringify(load) ? [] : [{ key: loadKey(team), value: after, expected: version }];

/**
 * What a service's moving changes in the loads of all the teams it names, before and after. `loads`: of each of `teamsOn(before, after)`. `over`: the
 * transfer that has brought it, which is no longer on its way.
 */
export function shiftLoads(service: ServiceSlug, after: Owned | undefined, loads: Loaded[], over?: TransferId): Put[] {
  const rests = restsOn(after);
  return loads.flatMap((loaded) => {
    const { team, load } = loaded;
    return put(loaded, {
      ...load,
      owns: withOne(load.owns, service, rests.owns.includes(team)),
      supports: withOne(load.supports, service, rests.supports.includes(team)),
      takesBack: withOne(load.takesBack, service, rests.takesBack.includes(team)),
      ...(over && { incoming: without(load.incoming, over) }),
    });
  });
}

/** A transfer to this team has begun, or is over. */
export const incomingPut = (loaded: Loaded, transfer: TransferId, there: boolean): Put[] =>
  put(loaded, { ...loaded.load, incoming: withOne(loaded.load.incoming, transfer, there) });
