import { teamOfGroupKey } from '#domain/keys';
import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { type Asking, askingRefs, isHead, keptBy, refuseGuests } from '#domain/team/authority';
import { descriptionOf, type OfGroup, type Team, type TeamDescription, type TeamEvent, TeamSlug, teamOfGroupRef } from '#domain/team/team';

/** Those of the catalogue may be longer; a name that is typed every day is short. */
const longestSlug = 40;
type Facts = Asking & { grouped: (OfGroup | undefined)[] };
export type CreateTeam = { by: PersonId; at: string; described: TeamDescription };

const refs = (by: PersonId, { group }: TeamDescription) => ({ ...askingRefs(by), grouped: group ? [teamOfGroupRef(group)] : [] });

/** Whoever puts a team on record leads it, or heads a part of the organisation. */
export const createTeam: Act<Team, Facts, CreateTeam, TeamEvent> = {
  facts: (_, { by, described }) => refs(by, described),
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
    return { events: [{ type: 'TeamCreated', at, by, ...checked(described) }], puts: leadingTo(id, described, facts, versions) };
  },
};

/** What is said of it: by its lead, its tech lead or a head of the organisation. */
export const changeTeam: Act<Team, Facts, CreateTeam, TeamEvent> = {
  facts: (_, { by, described }) => refs(by, described),
  decide(team, facts, { by, at, described }, { id, versions }) {
    const active = keptBy(team, facts, by);
    const same = JSON.stringify(descriptionOf(active)) === JSON.stringify(described);
    return same
      ? []
      : { events: [{ type: 'TeamChanged', at, by, ...checked(described) }], puts: leadingTo(id, described, facts, versions) };
  },
};

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

type Versions = { [Name in keyof Facts]: number };

/** Its group leads to it from now on. A group that is another team’s stays with that one. */
function leadingTo(id: string, { group }: TeamDescription, { grouped }: Facts, versions: Versions) {
  const slug = TeamSlug.parse(id.slice('TEAM-'.length));
  const [before] = grouped;
  if (group === undefined || before?.team === slug) return [];
  if (before !== undefined)
    throw new Rejection('group_taken', `That Slack group is the one of ${before.team}. Nothing has changed; each group leads to one team.`);
  const [expected = 0] = [versions.grouped].flat();
  return [{ key: teamOfGroupKey(group), value: { team: slug }, expected }];
}
