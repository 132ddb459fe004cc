import { lifecycleKey, ownershipKey, targetKey } from '#domain/keys';
import { type Organisation, organisationRef } from '#domain/organisation/organisation';
import { elsewhereRef, type Person, type PersonId, personRef } from '#domain/person/person';
import { oneRef, type Records, type Ref } from '#domain/records';
import { LifecycleAssertion } from '#domain/service/lifecycle';
import { Assertion } from '#domain/service/ownership';
import { type Named, namedRef, type RegisteredService, serviceRef } from '#domain/service/service';
import { TargetAssertion } from '#domain/service/targets';
import { type OfGroup, type Team, type TeamSlug, teamOfGroupRef, teamRef } from '#domain/team/team';
import type { GroupId } from '#domain/workspace/group';
import type { RecordedService } from './plan.ts';

/** What is on record of everything that a file mentions. */
export type Stock = {
  organisation: Organisation;
  teams: Map<string, Team>;
  services: Map<string, RecordedService>;
  people: Map<string, Person>;
  /** Which service a name leads to. */
  names: Map<string, Named>;
  /** Which team a group of Slack's leads to. */
  groups: Map<string, OfGroup>;
  /** Who somebody is in PagerDuty. */
  elsewhere: Map<string, PersonId>;
};
export type Mentions = {
  teams: TeamSlug[];
  services: string[];
  people: PersonId[];
  groups: GroupId[];
  names: string[];
  pagerduty: string[];
};

const [atOnce, abreast] = [100, 4];

/** Consistent reads by key, a hundred at a time. */
export async function loadAll<Value>({ load }: Pick<Records, 'load'>, refs: Ref<Value>[]): Promise<Value[]> {
  const chunks = Array.from({ length: Math.ceil(refs.length / atOnce) }, (_, n) => refs.slice(n * atOnce, (n + 1) * atOnce));
  const found: Value[][] = [];
  const next = chunks.entries();
  const work = async () => {
    for (const [index, chunk] of next) found[index] = (await load(chunk as Ref<unknown>[])).map(({ value }) => value as Value);
  };
  await Promise.all(Array.from({ length: abreast }, work));
  return found.flat();
}

const mapped = <Value>(keys: string[], values: (Value | undefined)[]): Map<string, Value> =>
  new Map(keys.flatMap((key, index) => (values[index] === undefined ? [] : [[key, values[index]]])));

const rowsOf = <Row>(count: number, ref: (row: number) => Ref<Row>): Ref<Row>[] =>
  Array.from({ length: count }, (_, index) => ref(index + 1));

/** The rows of a history are numbered and the head says how many there are: by their keys a hundred come at a time, of whichever services. */
async function numbered<Row>(
  all: (refs: Ref<Row | undefined>[]) => Promise<(Row | undefined)[]>,
  services: RegisteredService[],
  refsOf: (service: RegisteredService) => Ref<Row | undefined>[],
): Promise<Map<string, Row[]>> {
  const refs = services.map(refsOf);
  const found = (await all(refs.flat())).values();
  return new Map(services.map(({ slug }, index) => [slug, (refs[index] ?? []).flatMap(() => found.next().value ?? [])] as [string, Row[]]));
}

export async function takeStock(records: Pick<Records, 'load'>, mentions: Mentions): Promise<Stock> {
  const all = <Value>(refs: Ref<Value>[]) => loadAll(records, refs);
  const [organisations, teams, heads, people, groups, names, elsewhere] = await Promise.all([
    all([organisationRef]),
    all(mentions.teams.map(teamRef)),
    all(mentions.services.map(serviceRef)),
    all(mentions.people.map(personRef)),
    all(mentions.groups.map(teamOfGroupRef)),
    all(mentions.names.map(namedRef)),
    all(mentions.pagerduty.map((their) => elsewhereRef('pagerduty', their))),
  ]);
  const registered = heads.filter((service) => service?.state === 'registered');
  const [assertions, lifecycles, targetings] = await Promise.all([
    numbered<Assertion>(all, registered, ({ slug, assertions: count }) =>
      rowsOf(count, (row) => oneRef(ownershipKey(slug, row), Assertion)),
    ),
    numbered<LifecycleAssertion>(all, registered, ({ slug, lifecycles: count }) =>
      rowsOf(count, (row) => oneRef(lifecycleKey(slug, row), LifecycleAssertion)),
    ),
    numbered<TargetAssertion>(all, registered, ({ slug, targetings: count }) =>
      rowsOf(count, (row) => oneRef(targetKey(slug, row), TargetAssertion)),
    ),
  ]);
  const recorded = mentions.services.map((slug, index) => ({
    service: heads[index] ?? { state: 'none' as const },
    assertions: assertions.get(slug) ?? [],
    lifecycles: lifecycles.get(slug) ?? [],
    targetings: targetings.get(slug) ?? [],
  }));
  return {
    organisation: organisations[0] as Organisation,
    teams: mapped(mentions.teams, teams),
    services: mapped(mentions.services, recorded),
    people: mapped(mentions.people, people),
    groups: mapped(mentions.groups, groups),
    names: mapped(mentions.names, names),
    elsewhere: mapped(
      mentions.pagerduty,
      elsewhere.map((known) => known?.person),
    ),
  };
}
