import type { Act, Refs } from '#domain/perform';
import { type Person, personRef } from '#domain/person/person';
import { type AtRisk, atRisk } from '#domain/service/at-risk';
import type { Service, ServiceEvent } from '#domain/service/service';
import { type Team, type TeamEvent, type TeamSlug, teamRef } from '#domain/team/team';
import { type Group, groupRef } from '#domain/workspace/group';

type Crew = { lead: Person[]; members: Person[]; group: Group[] };

export const crewRefs = (team: Team | undefined): Refs<Crew> =>
  team?.state === 'active'
    ? { lead: [personRef(team.lead)], members: team.members.map(personRef), group: team.group ? [groupRef(team.group)] : [] }
    : { lead: [], members: [], group: [] };

function riskOf(team: Team, { lead, members, group }: Crew, seenAt: number[]): AtRisk | undefined {
  const [known] = group;
  return atRisk(team, {
    lead: lead[0] ?? { state: 'unknown' },
    members,
    group: known && { seen: (seenAt[0] ?? 0) > 0, members: known.members },
  });
}

/** Once a night: is anybody left in it? */
export const watchTeam: Act<Team, Crew, { at: string }, TeamEvent> = {
  facts: (team) => crewRefs(team),
  decide(team, crew, { at }, { versions }) {
    if (team.state !== 'active') return [];
    const because = riskOf(team, crew, [versions.group].flat());
    if (because === undefined) return team.windingDown ? [{ type: 'TeamStaffed', at }] : [];
    if (because === 'team_gone' || team.windingDown?.because === because) return [];
    return [{ type: 'TeamWindingDown', at, because }];
  },
};

/** `standIns`: who might answer in their place. They are asked nothing by it. */
export type FindOrphan = { at: string; standIns: TeamSlug[] };

/** Once a night: does anybody answer for it? Said once, and said again when somebody does. */
export const findOrphan: Act<Service, Crew & { owner: Team[] }, FindOrphan, ServiceEvent> = {
  facts(service, _, { owner = [] }) {
    const team = service.state === 'registered' ? service.owned?.owner : undefined;
    return { owner: team ? [teamRef(team)] : [], ...crewRefs(owner[0]) };
  },
  decide(service, { owner: [owner], ...crew }, { at, standIns }, { versions }) {
    if (service.state === 'none' || service.owned === undefined || owner === undefined) return [];
    const { orphaned, owned, lifecycle } = service;
    const because = lifecycle === 'retired' ? undefined : riskOf(owner, crew, [versions.group].flat());
    if (because === undefined) return orphaned ? [{ type: 'ServiceFoundAgain', at }] : [];
    if (orphaned?.because === because && orphaned.team === owned.owner) return [];
    const others = standIns.filter((team) => team !== owned.owner);
    return [{ type: 'ServiceOrphaned', at, team: owned.owner, because, ...(others.length > 0 && { standIns: others }) }];
  },
};
