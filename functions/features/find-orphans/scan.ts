import { serviceId, teamId } from '#domain/keys';
import { perform, type Stage } from '#domain/perform';
import type { Boards } from '#domain/ports';
import { type ListedService, listServices } from '#domain/service/board';
import { services } from '#domain/service/service';
import { listTeams } from '#domain/team/board';
import { type TeamSlug, teams } from '#domain/team/team';
import { findOrphan, watchTeam } from './decide.ts';

const mostStandIns = 3;

/** Once a night, after the workspace was looked at: teams in which nobody is left, and the services that are theirs. */
export async function scanOwners(stage: Stage & { boards: Boards }): Promise<void> {
  const [all, catalogue] = await Promise.all([listTeams(stage.boards), listServices(stage.boards)]);
  const [standing, answering] = [new Set<TeamSlug>(), new Set<TeamSlug>()];
  for (const { slug } of all) {
    const { state } = await perform(stage, teams, teamId(slug), watchTeam, { at: stage.now() });
    if (state.state === 'active' && !state.windingDown) standing.add(slug);
    if (state.state === 'active' && state.windingDown?.because !== 'nobody_in_it') answering.add(slug);
  }
  // One that is found already is looked at too: somebody may be there again.
  const doubtful = catalogue.filter(({ owner, orphaned }) => orphaned || (owner !== undefined && !standing.has(owner)));
  for (const service of doubtful) {
    const standIns = siblings(service, catalogue, answering);
    await perform(stage, services, serviceId(service.slug), findOrphan, { at: stage.now(), standIns });
  }
}

/** Who owns most of what is like it, and is there. */
export function siblings({ domain, owner }: ListedService, catalogue: ListedService[], answering: ReadonlySet<TeamSlug>): TeamSlug[] {
  const near = catalogue.flatMap((other) =>
    other.domain === domain && other.owner !== undefined && other.owner !== owner && answering.has(other.owner) ? [other.owner] : [],
  );
  const owns = (team: TeamSlug) => near.filter((one) => one === team).length;
  return [...new Set(near)].sort((a, b) => owns(b) - owns(a) || (a < b ? -1 : 1)).slice(0, mostStandIns);
}
