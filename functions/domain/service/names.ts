import type { ServiceEntry } from '#domain/ports';

const isUrl = (said: string) => /^<?https?:\/\//i.test(said.trim());
/** Without scheme and query, and without Slack's brackets around it. */
const bare = (url: string) =>
  url
    .trim()
    .replace(/^<?https?:\/\//i, '')
    .replace(/[?#|>].*$/s, '');

/** How names are compared: lower case, without accents, everything else a dash. A URL loses its scheme, query and trailing slash. */
export function normalise(said: string): string {
  return (isUrl(said) ? bare(said) : said)
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 200);
}

const deepest = 8;

/** Under which names to look: the thing itself; for a URL also its parents, the longest first, so that a page leads to its service. */
export function lookUps(said: string): string[] {
  if (!isUrl(said)) return [normalise(said.replace(/^(journey|alert|url|service):\s*/i, ''))].filter((name) => name !== '');
  const parts = bare(said)
    .split('/')
    .filter((part) => part !== '')
    .slice(0, deepest);
  return parts.map((_, index) => normalise(parts.slice(0, parts.length - index).join('/')));
}

/** Every name that leads to the service, normalised. */
export const namesOf = ({ slug, name, aliases, journeys, alertKeys, urls }: ServiceEntry): string[] => [
  ...new Set([slug, name, ...aliases, ...journeys, ...alertKeys, ...urls].map(normalise).filter((one) => one !== '')),
];

/** What a monitor calls a thing can be said to be another service's; what people call one cannot. */
export const isCalled = (service: ServiceEntry, name: string): boolean => namesOf({ ...service, alertKeys: [] }).includes(name);
