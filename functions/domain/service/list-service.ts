import { type AggregateId, headKey } from '#domain/keys';
import type { Directory } from '#domain/ports';
import type { Records } from '#domain/records';
import { services } from './service.ts';

/** A registered service can be searched for from here on. */
export async function listService({ records, directory }: { records: Records; directory: Directory }, id: AggregateId): Promise<void> {
  const [found] = await records.load([{ key: headKey(id), read: (stored) => services.state.parse(stored ?? services.initial) }]);
  const service = services.state.parse(found?.value);
  if (service.state === 'registered') {
    const { slug, name, aliases, journeys, alertKeys, urls } = service;
    await directory.put({ slug, name, aliases, journeys, alertKeys, urls });
  }
}
