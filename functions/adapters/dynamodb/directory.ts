import * as z from 'zod';
import { fnv } from '#domain/fnv';
import { directoryKey, directoryShards } from '#domain/keys';
import type { Directory, ServiceEntry } from '#domain/ports';
import type { Table } from './client.ts';
import { readKeys } from './reading.ts';
import { updateWhere } from './update-where.ts';

const names = z.array(z.string());
const Entry = z.object({ slug: z.string(), name: z.string(), aliases: names, journeys: names, alertKeys: names, urls: names });
const Shard = z.object({ entries: z.record(z.string(), Entry) });
const keptFor = 60_000;
const shards = Array.from({ length: directoryShards }, (_, shard) => directoryKey(shard));

export function dynamoDirectory({ now, ...table }: Table & { now: () => string }): Directory {
  let kept: { until: number; services: Promise<ServiceEntry[]> } | undefined;
  return {
    services() {
      const time = Date.parse(now());
      if (!kept || kept.until <= time) {
        const services = read();
        kept = { until: time + keptFor, services };
        // A read that failed is not kept.
        services.catch(() => {
          kept = undefined;
        });
      }
      return kept.services;
    },

    async put(entry) {
      const key = directoryKey(shardOf(entry.slug));
      const change = {
        set: 'SET #entries.#slug = :entry ADD #version :one',
        where: 'attribute_exists(#entries)',
        names: { '#slug': entry.slug },
        values: { ':entry': entry, ':one': 1 },
      };
      if (!(await updateWhere(table, key, change))) {
        await updateWhere(table, key, { set: 'SET #entries = :none', where: 'attribute_not_exists(#entries)', values: { ':none': {} } });
        await updateWhere(table, key, change);
      }
      kept = undefined;
    },
  };

  async function read(): Promise<ServiceEntry[]> {
    const items = await readKeys(table, shards, false);
    return items.flatMap((item) => (item ? Object.values(Shard.parse(item).entries) : [])).sort((a, b) => (a.slug < b.slug ? -1 : 1));
  }
}

/** Any stable spread will do, as long as it never changes. */
const shardOf = (slug: string) => fnv(Buffer.from(slug)) % directoryShards;
