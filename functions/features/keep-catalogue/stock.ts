import { type Organisation, organisationRef } from '#domain/organisation/organisation';
import { elsewhereRef, type Person, type PersonId, personRef } from '#domain/person/person';
import type { Records, Ref } from '#domain/records';
import { lifecyclesRef } from '#domain/service/lifecycle';
import { assertionsRef } from '#domain/service/ownership';
import { type Named, namedRef, serviceRef } from '#domain/service/service';
import { targetsRef } from '#domain/service/targets';
import { type Team, type TeamSlug, teamRef } from '#domain/team/team';
import type { RecordedService } from './plan.ts';

/** What is on record of everything that a file mentions. */
export type Stock = {
  organisation: Organisation;
  teams: Map<string, Team>;
  services: Map<string, RecordedService>;
  people: Map<string, Person>;
  /** Which service a name leads to. */
  names: Map<string, Named>;
  /** Who somebody is in PagerDuty. */
  elsewhere: Map<string, PersonId>;
};
export type Mentions = { teams: TeamSlug[]; services: string[]; people: PersonId[]; names: string[]; pagerduty: string[] };

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

export async function takeStock(records: Pick<Records, 'load'>, mentions: Mentions): Promise<Stock> {
  const all = <Value>(refs: Ref<Value>[]) => loadAll(records, refs);
  const [organisations, teams, heads, people, names, elsewhere] = await Promise.all([
    all([organisationRef]),
    all(mentions.teams.map(teamRef)),
    all(mentions.services.map(serviceRef)),
    all(mentions.people.map(personRef)),
    all(mentions.names.map(namedRef)),
    all(mentions.pagerduty.map((their) => elsewhereRef('pagerduty', their))),
  ]);
  const registered = mentions.services.filter((_, index) => heads[index]?.state === 'registered');
  const [assertions, lifecycles, targetings] = await Promise.all([
    all(registered.map(assertionsRef)).then((found) => mapped(registered, found)),
    all(registered.map(lifecyclesRef)).then((found) => mapped(registered, found)),
    all(registered.map(targetsRef)).then((found) => mapped(registered, found)),
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
    names: mapped(mentions.names, names),
    elsewhere: mapped(
      mentions.pagerduty,
      elsewhere.map((known) => known?.person),
    ),
  };
}
