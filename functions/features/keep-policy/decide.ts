import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { type Asking, askingRefs, keptBy } from '#domain/team/authority';
import { improvementShareOf } from '#domain/team/improvement-share';
import type { ActiveTeam, Team, TeamEvent } from '#domain/team/team';

export type SetPolicy = {
  by: PersonId;
  at: string;
  link?: string | undefined;
  /** Nothing where only the share is said. */
  words?: string | undefined;
  policyId: string;
  /** How much of the team's time is meant for improvements, in percent; as it is where nothing is said. */
  share?: number | undefined;
};

/** How a team gives support, in its lead's words, and how much of its time is meant for improvements: on record, and replaced when it changes. */
export const setPolicy: Act<Team, Asking, SetPolicy, TeamEvent> = {
  facts: (_, { by }) => askingRefs(by),
  decide(team, facts, command, { words: known = {} }) {
    const active = keptBy(team, facts, command.by);
    const { by, at, link, policyId, share, words } = command;
    const shared = shareSet(active, command);
    const body = (words ?? '').trim();
    const silent = body === '' && link === undefined;
    if (silent && share !== undefined && (words === undefined || active.policy === undefined)) return shared;
    if (silent) throw new Rejection('no_words', 'Say how the team gives support, or where that is written. Nothing has changed.');
    const before = active.policy;
    const asBefore = before && before.link === link && (known[before.policyId] ?? '') === body;
    if (asBefore && share !== undefined) return shared;
    return {
      events: [{ type: 'TeamPolicySet', at, by, policyId, ...(link && { link }) }, ...shared],
      texts: [{ id: policyId, by, body, inHead: true }],
    };
  },
};

/** Said again it is nothing new. */
function shareSet(team: ActiveTeam, { by, at, share }: SetPolicy): TeamEvent[] {
  if (share === undefined) return [];
  if (!(Number.isInteger(share) && share >= 0 && share <= 100))
    throw new Rejection('no_share', 'Say a whole percentage from 0 to 100 of the team’s time. Nothing has changed.');
  return improvementShareOf(team) === share ? [] : [{ type: 'ImprovementShareSet', at, by, percent: share }];
}
