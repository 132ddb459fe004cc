import type { PersonId } from '#domain/person/person';
import { type Lifecycle, lifecycleCalled } from '#domain/service/lifecycle';
import { ServiceSlug } from '#domain/service/service-slug';
import { TeamSlug } from '#domain/team/team-slug';
import { mentioned } from '#slack-kit/mentioned';
import { unescaped } from '#slack-kit/text';

export type Line = {
  slug: ServiceSlug;
  name: string;
  domain: string;
  owner: TeamSlug;
  pm: PersonId;
  lifecycle: Lifecycle;
  target?: number;
};

/** `bed-finder "Bed finder" home team-bedroom @priya active 99.0`; nothing where one of the first five is missing. */
export function readLine(rest: string): Line | undefined {
  const [, slug, name, domain, owner, more = ''] = /^(\S+)\s+["“](.+?)["”]\s+(\S+)\s+(\S+)\s+([\s\S]+)$/.exec(rest.trim()) ?? [];
  const { people, rest: words } = mentioned(more);
  const [service, team, pm] = [
    ServiceSlug.safeParse(slug?.toLowerCase()).data,
    TeamSlug.safeParse(owner?.replace(/^@/, '')).data,
    people[0],
  ];
  const [state = 'active', figure, ...others] = words.split(/\s+/).filter(Boolean);
  const target = figure === undefined ? undefined : Number(figure.replace(',', '.').replace(/%$/, ''));
  const lifecycle = lifecycleCalled(state);
  if (!service || !name || !domain || !team || !pm || !lifecycle || others.length > 0 || Number.isNaN(target)) return undefined;
  return {
    slug: service,
    name: unescaped(name),
    domain: unescaped(domain),
    owner: team,
    pm,
    lifecycle,
    ...(target !== undefined && { target }),
  };
}
