import { each, type Failure } from '#domain/each';
import { glimpse } from '#domain/glimpse';
import { serviceId, teamId } from '#domain/keys';
import type { Stage } from '#domain/perform';
import type { Boards } from '#domain/ports';
import type { Ref } from '#domain/records';
import { type ListedService, listServices } from '#domain/service/board';
import { serviceRef, services } from '#domain/service/service';
import { listTeams } from '#domain/team/board';
import { type TeamSlug, teamRef, teams } from '#domain/team/team';
import { crewRefs, findOrphan, watchTeam } from './decide.ts';

const mostStandIns = 3;

/** Once a night, after the workspace was looked at: teams in which nobody is left, and the services that are theirs. */
export async function scanOwners(stage: Stage & { boards: Boards }): Promise<Failure[]> {
  const [all, catalogue] = await Promise.all([listTeams(stage.boards), listServices(stage.boards, 'to the end')]);
  const [at, glimpsed] = [stage.now(), glimpse(stage)];
  const seeCrews = async (slugs: TeamSlug[]) => {
    await glimpsed.see(slugs.map(teamRef) as Ref<unknown>[]);
    await glimpsed.see(slugs.flatMap((slug) => Object.values(crewRefs(glimpsed.tryGet(teamRef(slug)))).flat()) as Ref<unknown>[]);
  };

  const [standing, answering] = [new Set<TeamSlug>(), new Set<TeamSlug>()];
  await seeCrews(all.map(({ slug }) => slug));
  const unwatched = await each(
    all,
    ({ slug }) => teamId(slug),
    async ({ slug }) => {
      const state = await glimpsed.performWhereDue(teams, teamId(slug), watchTeam, { at });
      if (state.state === 'active' && !state.windingDown) standing.add(slug);
      if (state.state === 'active' && state.windingDown?.because !== 'nobody_in_it') answering.add(slug);
    },
  );
  // One that is found already is looked at too: somebody may be there again.
  const doubtful = catalogue.filter(({ owner, orphaned }) => orphaned || (owner !== undefined && !standing.has(owner)));
  await glimpsed.see(doubtful.map(({ slug }) => serviceRef(slug)) as Ref<unknown>[]);
  await seeCrews(doubtful.flatMap(({ owner = [] }) => owner));
  const unfound = await each(
    doubtful,
    ({ slug }) => serviceId(slug),
    (service) =>
      glimpsed.performWhereDue(services, serviceId(service.slug), findOrphan, { at, standIns: siblings(service, catalogue, answering) }),
  );
  return [...unwatched, ...unfound];
}

/** Who owns most of what is like it, and is there. */
export function siblings({ domain, owner }: ListedService, catalogue: ListedService[], answering: ReadonlySet<TeamSlug>): TeamSlug[] {
  const near = catalogue.flatMap((other) =>
    other.domain === domain && other.owner !== undefined && other.owner !== owner && answering.has(other.owner) ? [other.owner] : [],
  );
  const owns = (team: TeamSlug) => near.filter((one) => one === team).length;
  return [...new Set(near)].sort((a, b) => owns(b) - owns(a) || (a < b ? -1 : 1)).slice(0, mostStandIns);
}
