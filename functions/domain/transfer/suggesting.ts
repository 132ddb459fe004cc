import type { Boards } from '#domain/ports';
import { type ListedService, listServices } from '#domain/service/board';
import { isLive } from '#domain/service/lifecycle';
import { type ListedTeam, listTeams } from '#domain/team/board';
import type { TeamSlug } from '#domain/team/team-slug';
import { mayOwn } from '#domain/team/team-type';
import { domainLimits, servicesEach, supportLimits } from './guardrails-load.ts';

/** A team that could take it, with what speaks for it. */
export type Suggestion = {
  team: TeamSlug;
  name: string;
  /** It owns something of the same product domain, or says that it knows about it. */
  sameDomain: boolean;
  supportPercent?: number | undefined;
  services: number;
  people: number;
};
/** `besides`: who has it now, and whom somebody thought of already. */
type Looking = { domain: string; besides: TeamSlug[] };

/** The boards may be a moment old: whoever is suggested is weighed like any other once they are chosen. */
export async function betterReceivers(boards: Boards, looking: Looking, atMost = 3): Promise<Suggestion[]> {
  const [teams, services] = await Promise.all([listTeams(boards), listServices(boards)]);
  return rankedReceivers(teams, services, looking).slice(0, atMost);
}

/** By product domain, then developers before others, then by how busy they are. Who could only be overridden is not suggested. */
export function rankedReceivers(teams: ListedTeam[], services: ListedService[], { domain, besides }: Looking): Suggestion[] {
  const owned = Map.groupBy(
    services.filter(({ lifecycle }) => isLive(lifecycle)),
    ({ owner }) => owner,
  );
  const could = teams.flatMap((team) => {
    const theirs = owned.get(team.slug) ?? [];
    const domains = new Set([...theirs.map((one) => one.domain), ...(team.domains ?? [])]);
    const { slug, name, teamType, size: people = team.people.length, support } = team;
    const able = teamType !== undefined && mayOwn(teamType) && team.windingDown === undefined && !besides.includes(slug);
    const free =
      (support ?? 0) < supportLimits.blocksAt &&
      theirs.length + 1 <= people * servicesEach.blocksAbove &&
      new Set([...theirs.map((one) => one.domain), domain]).size <= domainLimits.blocksAbove;
    const said: Suggestion = {
      team: slug,
      name,
      sameDomain: domains.has(domain),
      supportPercent: support,
      services: theirs.length,
      people,
    };
    const developers = teamType === 'multi_product_team' || teamType === 'delivery_team';
    return able && free ? [{ said, developers }] : [];
  });
  return could
    .sort(
      (a, b) =>
        Number(b.said.sameDomain) - Number(a.said.sameDomain) ||
        Number(b.developers) - Number(a.developers) ||
        busy(a.said) - busy(b.said) ||
        a.said.services / a.said.people - b.said.services / b.said.people ||
        (a.said.team < b.said.team ? -1 : 1),
    )
    .map(({ said }) => said);
}

/** Nobody knows of whoever says nothing: they come after those who are known to have time, and before those who have none. */
const busy = ({ supportPercent = supportLimits.warnsAt }: Suggestion) => supportPercent;
