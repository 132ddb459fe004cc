import type { Act } from '#domain/perform';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import type { Put } from '#domain/records';
import { Rejection } from '#domain/rejection';
import { type Service, serviceRef } from '#domain/service/service';
import { type Asking, askingRefs, isHead, keptBy, refuseGuests } from '#domain/team/authority';
import { groupedRefs, groupMoved, groupsOf } from '#domain/team/leading-group';
import { type Load, loadRef } from '#domain/team/load';
import { descriptionOf, type KnownTeam, type OfGroup, type Team, type TeamDescription, type TeamEvent, TeamSlug } from '#domain/team/team';
import { newlyNamed, refuseAbsent, refuseAccountable, refuseOwning } from './people.ts';

/** Those of the catalogue may be longer; a name that is typed every day is short. */
const longestSlug = 40;
/** `people`: those who are named anew. */
type Facts = Asking & { grouped: (OfGroup | undefined)[]; people: Person[] };
/** `owned`: what it owns, where somebody becomes its tech lead. */
type Changing = Facts & { load: Load; owned: Service[] };
export type CreateTeam = { by: PersonId; at: string; described: TeamDescription };
/** What is `undefined` there is taken away, and what is not there stays. Members are added and taken out, whoever has come meanwhile. */
export type ChangeTeam = {
  by: PersonId;
  at: string;
  described: { [Field in keyof TeamDescription]?: TeamDescription[Field] | undefined };
  members?: { add: PersonId[]; remove: PersonId[] };
};

const refs = (by: PersonId, before: TeamDescription | undefined, after: TeamDescription) => ({
  ...askingRefs(by),
  grouped: groupedRefs(before, after),
  people: newlyNamed(before, after).map(personRef),
});
const slugOf = (id: string | undefined) => TeamSlug.parse(id?.slice('TEAM-'.length) ?? 'none');

/** Whoever puts a team on record leads it, or heads a part of the organisation. */
export const createTeam: Act<Team, Facts, CreateTeam, TeamEvent> = {
  facts: (_, { by, described }) => refs(by, undefined, described),
  decide(team, facts, { by, at, described }, { id, versions }) {
    refuseGuests(facts.person);
    if (id.slice('TEAM-'.length).length > longestSlug)
      throw new Rejection(
        'long_name',
        `That name in the catalogue is longer than ${longestSlug} letters. Nothing was put on record; say a shorter one.`,
      );
    if (team.state !== 'none')
      throw new Rejection(
        'team_there',
        'There is a team of that name, or was one: names are never used twice. Nothing has changed; `/team show` shows it.',
      );
    if (described.lead !== by && !isHead(facts.organisation, by))
      throw new Rejection(
        'team_of_another',
        'Whoever puts a team on record leads it, or heads a part of the organisation. Nothing has changed; ask its lead to do it.',
      );
    refuseAbsent(newlyNamed(undefined, described), facts.people);
    return {
      events: [{ type: 'TeamCreated', at, by, ...checked(described) }],
      puts: leadingTo(slugOf(id), undefined, described, facts, versions),
    };
  },
};

/** What is said of it: by its lead, its tech lead or a head of the organisation. */
export const changeTeam: Act<Team, Changing, ChangeTeam, TeamEvent> = {
  facts(team, command, known, id) {
    const load = loadRef(slugOf(id));
    if (team.state === 'none') return { ...askingRefs(command.by), grouped: [], people: [], load, owned: [] };
    const after = merged(team, command);
    const another = after.techLead !== undefined && after.techLead !== team.techLead;
    return { ...refs(command.by, team, after), load, owned: another ? (known.load?.owns ?? []).map(serviceRef) : [] };
  },
  holds: ['load'],
  decide(team, facts, command, { id, versions }) {
    const { by, at } = command;
    const active = keptBy(team, facts, by);
    const described = merged(active, command);
    if (JSON.stringify(descriptionOf(active)) === JSON.stringify(described)) return [];
    refuseAbsent(newlyNamed(active, described), facts.people);
    refuseOwning(active, described, facts.load);
    refuseAccountable(described, facts.owned);
    return {
      events: [{ type: 'TeamChanged', at, by, ...checked(described) }],
      puts: leadingTo(slugOf(id), active, described, facts, versions),
    };
  },
};

function merged(team: KnownTeam, { described, members }: ChangeTeam): TeamDescription {
  const all = Object.entries({ ...descriptionOf(team), ...described });
  const after = Object.fromEntries(all.filter(([, value]) => value !== undefined)) as TeamDescription;
  if (members === undefined) return after;
  const { add, remove } = members;
  return { ...after, members: [...new Set([...after.members, ...add])].filter((person) => !remove.includes(person)) };
}

function checked(described: TeamDescription): TeamDescription {
  try {
    new Intl.DateTimeFormat('en', { timeZone: described.zone });
  } catch {
    throw new Rejection(
      'no_such_zone',
      'That is no time zone that calendars know. Nothing has changed; say one such as Europe/London or Asia/Kolkata.',
    );
  }
  return described;
}

/** Its group leads to it from now on. A group that is another team’s stays with that one. */
function leadingTo(
  slug: TeamSlug,
  before: TeamDescription | undefined,
  after: TeamDescription,
  { grouped }: Facts,
  versions: { grouped: number },
): Put[] {
  const taken = after.group && grouped[groupsOf(before, after).indexOf(after.group)]?.team;
  if (taken !== undefined && taken !== slug)
    throw new Rejection('group_taken', `That Slack group is the one of ${taken}. Nothing has changed; each group leads to one team.`);
  return groupMoved(slug, [before, after], grouped, versions.grouped);
}
