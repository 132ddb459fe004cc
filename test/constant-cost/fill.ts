import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { updateWhere } from '#adapters/dynamodb/update-where';
import type { IncidentEvent } from '#domain/incident/events';
import { incidents } from '#domain/incident/incident';
import { type AggregateId, counterKey, directoryKey, directoryShards, nameKey, ownershipKey, serviceId } from '#domain/keys';
import { PersonId } from '#domain/person/person';
import type { Aggregate, Append, HeadWrite, Json, Put, Text } from '#domain/records';
import { namesOf } from '#domain/service/names';
import { type ServiceEvent, ServiceSlug, services } from '#domain/service/service';
import { TeamSlug } from '#domain/team/team';
import { loadCatalogue, readCatalogue } from '../../functions/handlers/catalogue.ts';
import { type CountedTable, now } from './table.ts';

const atOnce = 8;
const mostOpen = 1000;
const someone = PersonId.parse('U0GWEN');
const catalogue = readCatalogue(readFileSync(join(import.meta.dirname, '../../examples/catalogue/harrow-home.yaml'), 'utf8'));

/**
 * `registered` of the listed services have all their records; the others stand in the directory alone. The newest incident is number `last` in every
 * filling: a number of more digits takes more bytes, and that is not what is measured.
 */
export type Filling = { listed: number; registered: number; incidents: number; last: number };

/** Harrow Home, many services more, and incidents of which at most a thousand are open; all through the adapter. */
export async function fill(counted: CountedTable, { listed, registered, incidents: count, last }: Filling): Promise<void> {
  const { records } = counted.store();
  await loadCatalogue({ records, now }, catalogue);
  await appendAll(counted, 6, range(registered).map(aService));
  await listServices(counted, listed);
  await appendAll(
    counted,
    20,
    range(count).map((n) => anIncident(last - count + n, n >= count - mostOpen)),
  );
  await updateWhere(counted.table, counterKey('incident'), { set: 'SET #version = :count', values: { ':count': last } });
}

type Written = Pick<Append, 'heads' | 'puts'>;

/** Sixty actions fit into a transaction. */
async function appendAll(counted: CountedTable, size: number, all: Written[]): Promise<void> {
  const { records } = counted.store();
  const writes = range(Math.ceil(all.length / size)).map((chunk) => all.slice(chunk * size, (chunk + 1) * size));
  const next = writes.values();
  const work = async () => {
    for (const some of next) {
      const done = await records.append({
        heads: some.flatMap(({ heads }) => heads),
        puts: some.flatMap(({ puts }) => puts),
        holds: [],
        claims: [],
      });
      if (done !== 'done') throw new Error(`The table was not filled: ${done}`);
    }
  };
  await Promise.all(range(atOnce).map(work));
}

function headOf<State, Event extends { type: string; at: string }>(
  aggregate: Aggregate<State, Event>,
  id: AggregateId,
  events: Event[],
  texts: Text[] = [],
  listed = true,
): HeadWrite {
  const state = events.reduce(aggregate.evolve, aggregate.initial);
  return {
    id,
    expected: 0,
    state: state as Json,
    words: Object.fromEntries(texts.map((text) => [text.id, text.body])),
    texts,
    listed: listed ? aggregate.listed?.(state) : undefined,
    events: events.map((event, index) => ({
      id,
      version: index + 1,
      type: event.type,
      at: event.at,
      recordedAt: event.at,
      body: event as unknown as Json,
    })),
  };
}

const described = (n: number) => ({
  slug: ServiceSlug.parse(`svc-${n}`),
  name: `Parcel Tracker ${n}`,
  aliases: [`tracker-of-${n}`],
  journeys: [`follow-parcel-${n}`],
  alertKeys: [`parcel-${n}-5xx`],
  urls: [`https://parcels.example.com/${n}`],
});

function aService(n: number): Written {
  const at = '2025-01-01T00:00:00.000Z';
  const service = described(n);
  const assertion = {
    version: 1,
    owner: TeamSlug.parse('team-bedroom'),
    model: 'ybiyri' as const,
    solution: 'none' as const,
    effectiveFrom: at,
  };
  const events: ServiceEvent[] = [
    {
      type: 'ServiceRegistered',
      at,
      ...service,
      kind: 'digital_service',
      productDomain: 'parcels',
      lifecycle: 'active',
      productManager: someone,
      dashboards: [],
    },
    { type: 'OwnershipAsserted', at, ...assertion },
  ];
  const puts: Put[] = [
    ...namesOf(service).map((name) => ({ key: nameKey(name), value: { service: service.slug }, expected: 0 })),
    { key: ownershipKey(service.slug, 1), value: { ...assertion, recordedAt: at }, expected: 0 },
  ];
  return { heads: [headOf(services, serviceId(service.slug), events)], puts };
}

/** In shards of the same size, whichever service stands in which. */
async function listServices({ table }: CountedTable, many: number): Promise<void> {
  for (const shard of range(directoryShards)) {
    const entries = Object.fromEntries(
      range(many)
        .filter((n) => n % directoryShards === shard)
        .map((n) => [`svc-${n}`, described(n)]),
    );
    await updateWhere(table, directoryKey(shard), { set: 'SET #entries = :entries', values: { ':entries': entries } });
  }
}

/** A closed one stands in no list; that is all that closing changes for those who look for others. */
function anIncident(n: number, open: boolean): Written {
  const at = new Date(Date.parse('2026-03-10T12:00:00.000Z') - (1_000_000 - n) * 60_000).toISOString();
  const title: Text = { id: `t${n}`, by: someone, body: `Parcels of depot ${n} are not shown`, inHead: true };
  const declared: IncidentEvent = {
    type: 'IncidentDeclared',
    at,
    by: someone,
    reportedBy: someone,
    severity: 'sev3',
    service: ServiceSlug.parse(`svc-${n % 10_000}`),
    private: false,
    drill: false,
    titleId: title.id,
  };
  return { heads: [headOf(incidents, `INC-${n + 1}`, [declared], [title], open)], puts: [] };
}

const range = (length: number) => Array.from({ length }, (_, n) => n);
