import * as z from 'zod';
import type { Mistake, Path } from './entries.ts';

const texts = z.record(z.string(), z.string()).default({});
const Entity = z.object({
  kind: z.string(),
  metadata: z.object({
    name: z.string(),
    title: z.string().optional(),
    annotations: texts,
    tags: z.array(z.string()).default([]),
    links: z.array(z.object({ url: z.string(), title: z.string().optional(), type: z.string().optional() })).default([]),
  }),
  spec: z
    .object({
      type: z.string().optional(),
      lifecycle: z.string().optional(),
      owner: z.string().optional(),
      system: z.string().optional(),
      domain: z.string().optional(),
      dependsOn: z.array(z.string()).default([]),
      members: z.array(z.string()).default([]),
      memberOf: z.array(z.string()).default([]),
      profile: z.object({ displayName: z.string().optional() }).default({}),
    })
    .default({ dependsOn: [], members: [], memberOf: [], profile: {} }),
});
type Entity = z.infer<typeof Entity>;
type Sited = { entity: Entity; document: number };

/** A file in our own form, as text would give it, and where each entry of it came from. */
export type Converted = {
  file: { organisation: unknown; people: Entry[]; teams: Entry[]; services: Entry[] };
  placeOf: (path: Path) => { document: number; path: Path } | undefined;
  /** What was passed over, in a word each. */
  ignored: string[];
  mistakes: { document: number; mistake: Mistake }[];
};
type Entry = Record<string, unknown> & { slug?: string; handle?: string };

/** Who is who in Slack, because Backstage does not say; and what there is so far, which a file of Backstage's adds to. */
export type Beside = {
  people: object[];
  known: { organisation: unknown; people: Entry[]; teams: Entry[]; services: Entry[] };
  now: string;
};

/** `production` has no word for maintenance: what is in maintenance mode here stays so until somebody says otherwise. */
const lifecycles: Record<string, string> = { production: 'active', experimental: 'pre_live', deprecated: 'deprecated' };
const ours = 'muster.dev';
const slugOf = (name: string) =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
/** `group:default/beds`, `default/beds` and `beds` are the same. */
const nameIn = (reference: string) => reference.split(':').at(-1)?.split('/').at(-1) ?? reference;

/** Groups, components, systems and accounts of Backstage's, in the form of our own file, on top of what is on record. */
export function fromBackstage(values: unknown[], beside: Beside): Converted {
  const mistakes: Converted['mistakes'] = [];
  const sited = values.flatMap((value, document): Sited[] => {
    const read = Entity.safeParse(value);
    if (read.success) return [{ entity: read.data, document }];
    const message = 'This is no entity of Backstage’s: it has a kind, metadata with a name, and a spec.';
    mistakes.push({ document, mistake: { path: (read.error.issues[0]?.path ?? []) as Path, message } });
    return [];
  });
  const of = (kind: string) => sited.filter(({ entity }) => entity.kind === kind);
  const [accounts, groups, components, systems] = [of('User'), of('Group'), of('Component'), of('System')];
  const domains = new Map(systems.map(({ entity }) => [entity.metadata.name, nameIn(entity.spec.domain ?? entity.metadata.name)]));
  const people = merged(beside.known.people, [...(beside.people as Entry[]), ...accounts.flatMap(({ entity }) => person(entity))], 'id');
  const teams = groups.map(({ entity }) => team(entity, accounts, beside));
  const services = components.map(({ entity }) => service(entity, domains, beside));
  const placed = (entries: Entry[], all: Sited[]) =>
    new Map(
      all
        .map(({ entity, document }) => [slugOf(entity.metadata.name), document] as const)
        .filter(([slug]) => entries.some((one) => one.slug === slug)),
    );
  const file = {
    organisation: beside.known.organisation,
    people,
    teams: merged(beside.known.teams, teams, 'slug'),
    // These carry what is kept of what is on record.
    services: [...new Map([...beside.known.services, ...services].map((entry) => [entry.slug, entry])).values()],
  };
  const documents = { teams: placed(teams, groups), services: placed(services, components) };
  return {
    file,
    placeOf([part, index, ...rest]) {
      if (part !== 'teams' && part !== 'services') return undefined;
      const document = documents[part].get(file[part][Number(index)]?.slug ?? '');
      return document === undefined ? undefined : { document, path: cameFrom(rest) };
    },
    ignored: sited
      .filter(({ entity }) => !['User', 'Group', 'Component', 'System'].includes(entity.kind))
      .map(({ entity }) => `${entity.kind} ${entity.metadata.name}`),
    mistakes,
  };
}

const places: Record<string, Path> = {
  lifecycle: ['spec', 'lifecycle'],
  ownership: ['spec', 'owner'],
  domain: ['spec', 'system'],
  dependencies: ['spec', 'dependsOn'],
  members: ['spec', 'members'],
  slug: ['metadata', 'name'],
  name: ['metadata', 'title'],
};
const cameFrom = ([field]: Path): Path => places[String(field)] ?? ['metadata', 'name'];

function merged(known: Entry[], more: Entry[], by: 'slug' | 'id'): Entry[] {
  const all = new Map(known.map((entry) => [entry[by], entry]));
  for (const entry of more) all.set(entry[by], { ...all.get(entry[by]), ...entry });
  return [...all.values()];
}
const without = (fields: Entry): Entry => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

function person({ metadata: { name, annotations }, spec }: Entity): Entry[] {
  const id = annotations['slack.com/user-id'];
  return id === undefined
    ? []
    : [without({ id, handle: name.toLowerCase(), name: spec.profile.displayName, zone: annotations[`${ours}/zone`] ?? 'UTC' })];
}

const week = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:30' };

function team({ metadata: { name, title, annotations }, spec }: Entity, accounts: Sited[], { known }: Beside): Entry {
  const slug = slugOf(name);
  const before = known.teams.find((one) => one.slug === slug);
  const belonging = accounts
    .filter(({ entity }) => entity.spec.memberOf.some((group) => nameIn(group) === name))
    .map(({ entity }) => entity.metadata.name);
  const members = [...new Set([...spec.members.map(nameIn), ...belonging])].map((one) => one.toLowerCase());
  const pagerduty = annotations[`${ours}/pagerduty`];
  const zone = (known.organisation as { zone?: string } | undefined)?.zone;
  return without({
    ...(before === undefined && { type: 'delivery_team', zone: zone ?? 'UTC', working_hours: week, lead: members[0] }),
    slug,
    name: spec.profile.displayName ?? title ?? name,
    ...(members.length > 0 && { members }),
    ...(annotations[`${ours}/team-type`] && { type: annotations[`${ours}/team-type`] }),
    ...(annotations[`${ours}/zone`] && { zone: annotations[`${ours}/zone`] }),
    ...(annotations[`${ours}/lead`] && { lead: annotations[`${ours}/lead`] }),
    ...(annotations['slack.com/channel'] && { channel: annotations['slack.com/channel'].replace(/^#/, '') }),
    ...(pagerduty && { pagers: [{ pagerduty }] }),
  });
}

const kinds: Record<string, string> = { 'data-pipeline': 'data_pipeline', pipeline: 'data_pipeline', library: 'foundational_system' };

function service({ metadata, spec }: Entity, domains: Map<string, string>, { known, now }: Beside): Entry {
  const slug = slugOf(metadata.name);
  const before = known.services.find((one) => one.slug === slug);
  const { annotations, links } = metadata;
  const said = lifecycles[spec.lifecycle ?? ''] ?? spec.lifecycle;
  const stays = said === 'active' && before?.lifecycle === 'maintenance_mode';
  const owner = spec.owner === undefined ? undefined : slugOf(nameIn(spec.owner));
  const rows = (before?.ownership ?? []) as { team: string }[];
  const moved = owner !== undefined && rows.at(-1)?.team !== owner;
  const system = spec.system === undefined ? undefined : nameIn(spec.system);
  const key = annotations['pagerduty.com/integration-key'] ?? annotations['pagerduty.com/service-id'];
  const dashboards = links.filter(({ type, title }) => /dashboard/i.test(`${type} ${title}`)).map(({ url }) => url);
  const runbook = links.find(({ type, title }) => /runbook/i.test(`${type} ${title}`))?.url;
  const dependencies = spec.dependsOn.filter((one) => !one.includes(':') || one.startsWith('component:')).map((one) => slugOf(nameIn(one)));
  const { lifecycle_history: _history, ...kept } = before ?? {};
  return without({
    ...(before && said === before.lifecycle ? before : kept),
    slug,
    name: metadata.title ?? before?.name ?? metadata.name,
    kind: before?.kind ?? kinds[spec.type ?? ''] ?? 'digital_service',
    domain: system === undefined ? (before?.domain ?? 'general') : (domains.get(system) ?? system),
    lifecycle: stays ? before?.lifecycle : said,
    ...(stays && { lifecycle_history: before?.lifecycle_history }),
    ...(annotations[`${ours}/product-manager`] && { product_manager: annotations[`${ours}/product-manager`] }),
    ...(runbook && { runbook }),
    ...(dashboards.length > 0 && { dashboards }),
    ...(dependencies.length > 0 && { dependencies }),
    ...(key && { alert_keys: [...new Set([...((before?.alert_keys as string[] | undefined) ?? []), key])] }),
    ownership: moved ? [...rows, { team: owner, model: 'ybiyri', from: now }] : rows,
  });
}
