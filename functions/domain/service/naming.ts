import { nameKey } from '#domain/keys';
import type { Versions } from '#domain/perform';
import type { Put, Ref } from '#domain/records';
import { Rejection } from '#domain/rejection';
import { isCalled, namesOf } from './names.ts';
import { type Named, namedRef, type Service, type ServiceDescription, serviceRef } from './service.ts';
import type { ServiceSlug } from './service-slug.ts';

/** What the names lead to so far, those that are dropped among them; `others`: the services that some of them lead to. */
export type Naming = { names: (Named | undefined)[]; others: Service[] };

/** A service's names move in one transaction with its description, and a transaction has room for sixty items. */
export const mostNames = 40;
const mostMoves = 45;

const namesBefore = (service: Service) => (service.state === 'none' ? [] : namesOf(service));
/** First the names that it is to have, then those that it had and is to have no more. */
function touched(service: Service, described: ServiceDescription): string[] {
  const wanted = namesOf(described);
  return [...wanted, ...namesBefore(service).filter((name) => !wanted.includes(name))];
}
const elsewhere = (named: Named | undefined, slug: ServiceSlug) => (named && named.service !== slug ? [named.service] : []);

export const namingRefs = (
  service: Service,
  described: ServiceDescription,
  { names = [] }: Partial<Naming>,
): { names: Ref<Named | undefined>[]; others: Ref<Service>[] } => ({
  names: touched(service, described).map(namedRef),
  others: [...new Set(names.flatMap((named) => elsewhere(named, described.slug)))].map(serviceRef),
});

/**
 * Each name leads to one service: one that another is called by is refused, and one that is dropped leads nowhere from here on. What is only an
 * alert's key moves to whoever claims it last.
 */
export function movedNames(
  service: Service,
  described: ServiceDescription,
  { names, others }: Naming,
  versions: Versions<Pick<Naming, 'names'>>,
): Put[] {
  const { slug } = described;
  const [all, wanted, had] = [touched(service, described), namesOf(described), namesBefore(service)];
  if (wanted.length > mostNames)
    throw new Rejection(
      'too_many_names',
      `A service has at most ${mostNames} names, journeys, alert keys and URLs together, and these are ${wanted.length}. Nothing has changed; a URL leads to it together with every page below it, so that fewer may do.`,
    );
  const taken = all.find((name, index) => wanted.includes(name) && isTaken(name, elsewhere(names[index], slug)[0], others));
  if (taken !== undefined)
    throw new Rejection(
      'name_taken',
      `“${taken}” leads to another service already. Each name leads to one. Nothing has changed; \`/service who ${taken}\` says which it is.`,
    );
  const seenAt = [versions.names].flat();
  const puts = all.flatMap((name, index): Put[] => {
    const [led, expected] = [names[index]?.service, seenAt[index] ?? 0];
    const wants = wanted.includes(name);
    // A key that went to another service meanwhile stays there, until somebody says anew that it belongs here.
    if (wants && led !== slug && !(led !== undefined && had.includes(name)))
      return [{ key: nameKey(name), value: { service: slug }, expected }];
    return !wants && led === slug ? [{ key: nameKey(name), value: { service: null }, expected }] : [];
  });
  if (puts.length + others.length > mostMoves)
    throw new Rejection(
      'too_many_names',
      `${puts.length} names would change at once, and ${mostMoves} can. Nothing has changed; do it in two steps.`,
    );
  return puts;
}

const isTaken = (name: string, by: ServiceSlug | undefined, others: Service[]) =>
  others.some((other) => other.state !== 'none' && other.slug === by && isCalled(other, name));
