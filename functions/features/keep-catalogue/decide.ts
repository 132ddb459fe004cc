import { elsewhereKey, nameKey, ownershipKey, teamOfGroupKey } from '#domain/keys';
import type { Organisation, OrganisationConfigured } from '#domain/organisation/organisation';
import type { Act } from '#domain/perform';
import { elsewhereRef, type Person, type PersonId, type PersonObserved } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { isCalled, namesOf } from '#domain/service/names';
import { type Assertion, assertionsRef, type CurrentOwnership, currentOwnership } from '#domain/service/ownership';
import {
  descriptionOf,
  type Named,
  namedRef,
  type Service,
  type ServiceDescription,
  type ServiceEvent,
  serviceRef,
} from '#domain/service/service';
import { type Load, loadRef, noLoad, shiftLoads, teamsOn } from '#domain/team/load';
import type { Rota } from '#domain/team/rota';
import { type OfGroup, type Team, type TeamDescription, type TeamEvent, TeamSlug, teamOfGroupRef, teamRef } from '#domain/team/team';
import { mayOwn } from '#domain/team/team-type';

const nothing = () => ({});
type Nothing = Record<string, never>;
/** The order of fields says nothing: what was read back has the schema's, what is asked for its author's. */
const inOrder = (_: string, value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
const same = (one: unknown, other: unknown) => JSON.stringify(one, inOrder) === JSON.stringify(other, inOrder);

export const configureOrganisation: Act<Organisation, Nothing, Omit<OrganisationConfigured, 'type'>, OrganisationConfigured> = {
  facts: nothing,
  decide: (known, _, { at, ...settings }) => (same(known, settings) ? [] : [{ type: 'OrganisationConfigured', at, ...settings }]),
};

type Elsewhere = { person: PersonId };
export type KnowElsewhere = { tool: string; their: string; person: PersonId };

/** Who somebody is in another tool: what they do there is theirs here. */
export const knowElsewhere: Act<Person, { known: Elsewhere | undefined }, KnowElsewhere, PersonObserved> = {
  facts: (_, { tool, their }) => ({ known: elsewhereRef(tool, their) }),
  decide: (_, { known }, { tool, their, person }, { versions }) =>
    known?.person === person ? [] : { events: [], puts: [{ key: elsewhereKey(tool, their), value: { person }, expected: versions.known }] },
};

export type DescribeTeam = TeamDescription & { at: string };

/** `grouped`: the team that its Slack user group leads to so far. */
export const describeTeam: Act<Team, { grouped: (OfGroup | undefined)[] }, DescribeTeam, TeamEvent> = {
  facts: (_, { group }) => ({ grouped: group ? [teamOfGroupRef(group)] : [] }),
  decide(team, { grouped }, { at, ...described }, { id, versions }) {
    const slug = TeamSlug.parse(id.slice('TEAM-'.length));
    const [expected = 0] = [versions.grouped].flat();
    const leads =
      described.group && grouped[0]?.team !== slug ? [{ key: teamOfGroupKey(described.group), value: { team: slug }, expected }] : [];
    if (team.state === 'none') return { events: [{ type: 'TeamCreated', at, ...described }], puts: leads };
    const { state: _state, rota: _rota, ...known } = team;
    return { events: same(known, described) ? [] : [{ type: 'TeamChanged', at, ...described }], puts: leads };
  },
};

export const setRota: Act<Team, Nothing, { at: string; rota: Rota | null }, TeamEvent> = {
  facts: nothing,
  decide(team, _, { at, rota }) {
    if (team.state === 'none') throw new Rejection('no_team', 'There is no such team.');
    return same(team.rota, rota) ? [] : [{ type: 'TeamRotaSet', at, rota }];
  },
};

export type RegisterService = ServiceDescription & { at: string };

/** `others`: services that some of the names lead to so far. */
type Registering = { names: (Named | undefined)[]; others: Service[] };

/** Each name leads to one service: a name that another one has is refused, in the same transaction that registers. What is only an alert's key moves. */
export const registerService: Act<Service, Registering, RegisterService, ServiceEvent> = {
  facts: (_, service, { names = [] }) => ({
    names: namesOf(service).map(namedRef),
    others: [...new Set(names.flatMap((named) => (named && named.service !== service.slug ? [named.service] : [])))].map(serviceRef),
  }),
  holds: ['others'],
  decide(service, { names, others }, { at, ...described }, { versions }) {
    const wanted = namesOf(described);
    const isTaken = (name: string, by: string) =>
      others.some((other) => other.state !== 'none' && other.slug === by && isCalled(other, name));
    const elsewhere = (index: number) => names[index] !== undefined && names[index]?.service !== described.slug;
    const taken = wanted.find((name, index) => elsewhere(index) && isTaken(name, names[index]?.service ?? ''));
    if (taken !== undefined) throw new Rejection('name_taken', `“${taken}” leads to another service already. Each name leads to one.`);
    if (service.state === 'registered') {
      if (same(descriptionOf(service), described)) return [];
    }
    const seenAt = [versions.names].flat();
    const puts = wanted.flatMap((name, index) =>
      names[index] === undefined || elsewhere(index)
        ? [{ key: nameKey(name), value: { service: described.slug }, expected: seenAt[index] ?? 0 }]
        : [],
    );
    return {
      events: [{ type: service.state === 'none' ? 'ServiceRegistered' : 'ServiceChanged', at, ...described }],
      puts,
    };
  },
};

export type AssertOwnership = Omit<Assertion, 'recordedAt'> & { at: string };
/** `loads`: of the teams that it named before, and of those it names from now on. */
type Asserting = { teams: Team[]; assertions: Assertion[]; loads: Load[] };

const named = (
  service: Service,
  assertions: Assertion[] = [],
  { at, ...said }: AssertOwnership,
): [CurrentOwnership | undefined, TeamSlug[]] => {
  const after = currentOwnership([...assertions, { ...said, recordedAt: at }], at);
  return [after, teamsOn(service.state === 'registered' ? service.owned : undefined, after)];
};

/** The next assertion of who owns it from when on. The teams have to be there, and stay there while this is written. */
export const assertOwnership: Act<Service, Asserting, AssertOwnership, ServiceEvent> = {
  facts: (service, said, { assertions }) => ({
    teams: teamsOn(said).map(teamRef),
    assertions: assertionsRef(service.state === 'none' ? 'none' : service.slug),
    loads: named(service, assertions, said)[1].map(loadRef),
  }),
  holds: ['teams'],
  decide(service, { teams, assertions, loads }, said, { versions }) {
    const { at, ...assertion } = said;
    if (service.state === 'none') throw new Rejection('no_service', 'There is no such service.');
    const missing = teamsOn(said).find((_, index) => teams[index]?.state !== 'active');
    if (missing !== undefined) throw new Rejection('no_team', `There is no team ${missing}.`);
    const [owner] = teams;
    if (owner?.state === 'active' && !mayOwn(owner.teamType))
      throw new Rejection('supports_only', `${assertion.owner} supports services of others and owns none.`);
    if (assertion.version <= service.assertions) return [];
    if (assertion.version !== service.assertions + 1)
      throw new Rejection('out_of_order', `The next assertion is number ${service.assertions + 1}.`);
    const [current, teamsNamed] = named(service, assertions, said);
    const seenAt = [versions.loads].flat();
    const loaded = teamsNamed.map((team, index) => ({ team, load: loads[index] ?? noLoad, version: seenAt[index] ?? 0 }));
    return {
      events: [{ type: 'OwnershipAsserted', at, ...assertion, ...(current && { current }) }],
      puts: [
        { key: ownershipKey(service.slug, assertion.version), value: { ...assertion, recordedAt: at }, expected: 0 },
        ...shiftLoads(service.slug, current, loaded),
      ],
    };
  },
};
