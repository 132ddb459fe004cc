import type { PersonId } from '#domain/person/person';
import { calledElsewhereRef } from '#domain/person/person';
import type { Boards } from '#domain/ports';
import type { Records } from '#domain/records';
import { listServices } from '#domain/service/board';
import { serviceRef } from '#domain/service/service';
import { TeamSlug } from '#domain/team/team';
import { exportedOf, type Names } from './exported.ts';
import { registerOf } from './register.ts';
import { loadAll, type Stock, takeStock } from './stock.ts';

type Desk = { records: Pick<Records, 'load'>; boards: Boards };
const nothing = { teams: [], services: [], people: [], groups: [], names: [], pagerduty: [] };

/** Everything that is on record, as a file that gives the same again. */
export async function exportCatalogue({ records, boards }: Desk, names?: Names) {
  const [listed, active] = await Promise.all([listServices(boards, 'to the end'), boards.read('teams', 'to the end')]);
  const { services, organisation } = await takeStock(records, { ...nothing, services: listed.map(({ slug }) => slug) });
  const named = [...services.values()].flatMap(({ assertions }) => assertions.flatMap(teamsNamed));
  const slugs = [...new Set([...active.map(({ id }) => TeamSlug.parse(id.slice('TEAM-'.length))), ...named])];
  const { teams } = await takeStock(records, { ...nothing, teams: slugs });
  const mentioned = [...mentionedIn({ organisation, services, teams })] as PersonId[];
  const { people } = await takeStock(records, { ...nothing, people: mentioned });
  const theirs = await loadAll(
    records,
    mentioned.map((person) => calledElsewhereRef(person, 'pagerduty')),
  );
  const pagerduty = new Map(
    mentioned.flatMap((person, index) => (theirs[index] ? [[person as string, theirs[index].their] as const] : [])),
  );
  return exportedOf({ ...empty, organisation, services, teams, people }, pagerduty, names);
}

/** Whose every service is now, as a table. */
export async function exportRegister({ records, boards }: Desk, names?: Names): Promise<string[][]> {
  const listed = await listServices(boards);
  const heads = await loadAll(
    records,
    listed.map(({ slug }) => serviceRef(slug)),
  );
  return registerOf(
    heads.filter((service) => service.state === 'registered'),
    names,
  );
}

const empty: Pick<Stock, 'names' | 'groups' | 'elsewhere'> = { names: new Map(), groups: new Map(), elsewhere: new Map() };

type Named = Stock['services'] extends Map<string, infer One> ? (One extends { assertions: (infer Row)[] } ? Row : never) : never;
const teamsNamed = ({ owner, handBack, support }: Named): TeamSlug[] => [
  owner,
  ...(handBack ? [handBack] : []),
  ...(support?.cover ? [support.cover] : []),
  ...(support?.tiers ?? []).map(({ team }) => team),
];

/** Every Slack id of a person that stands anywhere in it. */
function mentionedIn(all: unknown): Set<string> {
  const found = new Set<string>();
  const look = (value: unknown, name = ''): void => {
    if (typeof value === 'string' && /^[UW][A-Z0-9]+$/.test(value) && isPerson(name)) found.add(value);
    else if (value instanceof Map) for (const one of value.values()) look(one);
    else if (Array.isArray(value)) for (const one of value) look(one, name);
    else if (value !== null && typeof value === 'object') for (const [key, one] of Object.entries(value)) look(one, key);
  };
  look(all);
  return found;
}
const personal = [
  'lead',
  'techLead',
  'members',
  'budgetHolder',
  'order',
  'person',
  'product',
  'delivery',
  'operations',
  'productManager',
  'delegate',
  'onCallBudgetHolder',
];
const isPerson = (name: string) => personal.includes(name);
