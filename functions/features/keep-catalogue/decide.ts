import { calledElsewhereKey, elsewhereKey } from '#domain/keys';
import type { Organisation, OrganisationConfigured } from '#domain/organisation/organisation';
import type { Act } from '#domain/perform';
import { calledElsewhereRef, elsewhereRef, type Person, type PersonId, type PersonObserved } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { same } from '#domain/same';
import { weeklyOf } from '#domain/team/keeping-rota';
import { groupedRefs, groupMoved } from '#domain/team/leading-group';
import { type Load, loadRef } from '#domain/team/load';
import type { Rota } from '#domain/team/rota';
import {
  descriptionOf as descriptionOfTeam,
  type OfGroup,
  type Team,
  type TeamDescription,
  type TeamEvent,
  TeamSlug,
} from '#domain/team/team';

const nothing = () => ({});
type Nothing = Record<string, never>;

export const configureOrganisation: Act<Organisation, Nothing, Omit<OrganisationConfigured, 'type'>, OrganisationConfigured> = {
  facts: nothing,
  decide: (known, _, { at, ...settings }) => (same(known, settings) ? [] : [{ type: 'OrganisationConfigured', at, ...settings }]),
};

type Elsewheres = { known: { person: PersonId } | undefined; mine: { their: string } | undefined };
export type KnowElsewhere = { tool: string; their: string; person: PersonId };

/** Who somebody is in another tool: what they do there is theirs here. */
export const knowElsewhere: Act<Person, Elsewheres, KnowElsewhere, PersonObserved> = {
  facts: (_, { tool, their, person }) => ({ known: elsewhereRef(tool, their), mine: calledElsewhereRef(person, tool) }),
  decide: (_, { known, mine }, { tool, their, person }, { versions }) =>
    known?.person === person
      ? []
      : {
          events: [],
          puts: [
            { key: elsewhereKey(tool, their), value: { person }, expected: versions.known },
            ...(same(mine, { their }) ? [] : [{ key: calledElsewhereKey(person, tool), value: { their }, expected: versions.mine }]),
          ],
        },
};

export type DescribeTeam = TeamDescription & { at: string };

/** `grouped`: the teams that its Slack user groups, the one so far and the one from now on, lead to so far. */
export const describeTeam: Act<Team, { grouped: (OfGroup | undefined)[] }, DescribeTeam, TeamEvent> = {
  facts: (team, described) => ({ grouped: groupedRefs(team.state === 'active' ? team : undefined, described) }),
  decide(team, { grouped }, { at, ...described }, { id, versions }) {
    const slug = TeamSlug.parse(id.slice('TEAM-'.length));
    const leads = groupMoved(slug, [team.state === 'active' ? team : undefined, described], grouped, versions.grouped);
    if (team.state === 'none') return { events: [{ type: 'TeamCreated', at, ...described }], puts: leads };
    refuseDisbanded(team, slug);
    return { events: same(descriptionOfTeam(team), described) ? [] : [{ type: 'TeamChanged', at, ...described }], puts: leads };
  },
};

/** Its name is never used again. */
function refuseDisbanded(team: Team, slug: string): void {
  if (team.state === 'disbanded')
    throw new Rejection('team_disbanded', `${slug} was disbanded. A team that comes after it has a name of its own.`);
}

export const setRota: Act<Team, Nothing, { at: string; rota: Rota | null }, TeamEvent> = {
  facts: nothing,
  decide(team, _, { at, rota }, { id }) {
    if (team.state === 'none') throw new Rejection('no_team', 'There is no such team.');
    refuseDisbanded(team, id.slice('TEAM-'.length));
    return same(weeklyOf(team.rota), weeklyOf(rota)) ? [] : [{ type: 'TeamRotaSet', at, rota }];
  },
};

/** Said out loud it is on record, also where it is what is usual. */
export const setShare: Act<Team, Nothing, { at: string; percent: number }, TeamEvent> = {
  facts: nothing,
  decide(team, _, { at, percent }, { id }) {
    if (team.state === 'none') throw new Rejection('no_team', 'There is no such team.');
    refuseDisbanded(team, id.slice('TEAM-'.length));
    return team.state === 'active' && team.improvementShare?.percent === percent ? [] : [{ type: 'ImprovementShareSet', at, percent }];
  },
};

/** A team that is over and that histories name: nothing may rest on it. */
export const retireTeam: Act<Team, { load: Load; grouped: (OfGroup | undefined)[] }, { at: string }, TeamEvent> = {
  facts: (team, _command, _known, id) => ({
    load: loadRef(TeamSlug.parse(id?.slice('TEAM-'.length) ?? 'none')),
    grouped: team.state === 'active' ? groupedRefs(team) : [],
  }),
  holds: ['load'],
  decide(team, { load, grouped }, { at }, { id, versions }) {
    if (team.state !== 'active') return [];
    if (Object.values(load).flat().length > 0)
      throw new Rejection('still_needed', 'Services rest on it. Nothing has changed; move them first.');
    const released = groupMoved(TeamSlug.parse(id.slice('TEAM-'.length)), [team, undefined], grouped, versions.grouped);
    return { events: [{ type: 'TeamDisbanded', at }], puts: released };
  },
};
