import { type Callout, calloutsRef } from '#domain/incident/callout';
import { monthsUntil } from '#domain/incident/incidents-of';
import type { PersonId } from '#domain/person/person';
import type { Records, Ref } from '#domain/records';
import type { Lifecycle } from '#domain/service/lifecycle';
import { type RegisteredService, type Service, serviceRef } from '#domain/service/service';
import { type Load, loadRef } from './load.ts';
import { rotaSize } from './rota.ts';
import type { KnownTeam, TeamSlug } from './team.ts';

export type LoadFigures = {
  owns: number;
  byState: [Lifecycle, number][];
  domains: [string, number][];
  /** How many services have which availability target; nothing where none is on record. */
  targets: [number | undefined, number][];
  supports: number;
  takesBack: number;
  incoming: readonly string[];
  outgoing: readonly string[];
  peopleInRota: number;
  /** How many weeks somebody of the rota has until their next one. */
  weeksBetween: number | undefined;
  /** Calls outside of working hours in the last four weeks, for each person of the rota. */
  callsEach: number | undefined;
  supportShare: { percent: number; weeks: number; at: string } | undefined;
};

const fourWeeksMs = 28 * 86_400_000;

const counted = <Key>(keys: Key[]): [Key, number][] =>
  [...keys.reduce((all, key) => all.set(key, (all.get(key) ?? 0) + 1), new Map<Key, number>())].sort((a, b) => b[1] - a[1]);

export function figuresOf(team: KnownTeam, load: Load, services: RegisteredService[], callouts: Callout[], now: string): LoadFigures {
  const people = rotaSize(team.rota);
  const since = new Date(Date.parse(now) - fourWeeksMs).toISOString();
  const recent = callouts.filter(({ at }) => at >= since && at <= now);
  return {
    owns: load.owns.length,
    byState: counted(services.map(({ lifecycle }) => lifecycle)),
    domains: counted(services.map(({ productDomain }) => productDomain)),
    targets: counted(services.map(({ availabilityTarget }) => availabilityTarget)),
    supports: load.supports.length,
    takesBack: load.takesBack.length,
    incoming: load.incoming,
    outgoing: services.flatMap(({ pending }) => (pending ? [pending.transfer] : [])),
    peopleInRota: people,
    weeksBetween: team.rota?.fixed || people === 0 ? undefined : people - 1,
    callsEach: people === 0 ? undefined : recent.length / people,
    supportShare: team.state === 'active' ? team.supportShare : undefined,
  };
}

/** Three rounds of reads by key: the load, then what it names. */
export async function loadOf(
  { records, now }: { records: Records; now: () => string },
  slug: TeamSlug,
  team: KnownTeam,
): Promise<LoadFigures> {
  const [found] = await records.load([loadRef(slug)] as Ref<unknown>[]);
  const load = found?.value as Load;
  const people: PersonId[] = [...new Set(team.rota?.order ?? [])];
  const months = monthsUntil(now(), 2);
  const refs = [...load.owns.map(serviceRef), ...people.flatMap((person) => months.map((month) => calloutsRef(person, month)))];
  const all = refs.length === 0 ? [] : await records.load(refs as Ref<unknown>[]);
  const services = all.slice(0, load.owns.length).map(({ value }) => value as Service);
  const callouts = all.slice(load.owns.length).flatMap(({ value }) => value as Callout[]);
  return figuresOf(
    team,
    load,
    services.filter((one): one is RegisteredService => one.state === 'registered'),
    callouts,
    new Date(now()).toISOString(),
  );
}
