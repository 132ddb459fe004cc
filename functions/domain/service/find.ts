import type { Records, Ref } from '#domain/records';
import { lookUps } from './names.ts';
import { type Named, namedRef, type RegisteredService, type Service, serviceRef } from './service.ts';
import type { ServiceSlug } from './service-slug.ts';

const mostWords = 6;

/** The service that a line begins with, by any of its names however many words it has, and what follows; nothing where it names none. */
export async function leadingService(records: Records, line: string): Promise<{ service: RegisteredService; rest: string } | undefined> {
  // An address has no spaces, and all that follows one would be read as part of its query.
  const words = /^<?https?:/i.test(line.trim()) ? 1 : mostWords;
  const ends = [...line.matchAll(/\S+/g)].slice(0, words).map(({ 0: word, index }) => index + word.length);
  const begins = ends.map((end) => line.slice(0, end)).reverse();
  const looked = begins.flatMap((said) => lookUps(said.replace(/[:,]$/, '')).map((name) => ({ said, name })));
  const found = await records.load(looked.map(({ name }) => namedRef(name)) as Ref<unknown>[]);
  const first = found.findIndex(({ value }) => value !== undefined);
  const slug = (found[first]?.value as Named | undefined)?.service;
  const service = slug && (await serviceOf(records, slug));
  return service && { service, rest: line.slice(looked[first]?.said.length ?? 0).trim() };
}

/** The service that the whole line names. */
export async function serviceCalled(records: Records, said: string): Promise<RegisteredService | undefined> {
  const names = lookUps(said);
  const found = await records.load(names.map(namedRef) as Ref<unknown>[]);
  const slug = found.map(({ value }) => value as Named | undefined).find((named) => named !== undefined)?.service;
  return slug && serviceOf(records, slug);
}

export async function serviceOf(records: Records, slug: ServiceSlug): Promise<RegisteredService | undefined> {
  const [head] = await records.load([serviceRef(slug)] as Ref<unknown>[]);
  const service = head?.value as Service | undefined;
  return service?.state === 'registered' ? service : undefined;
}
