import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { type Asking, askingRefs, keptBy } from '#domain/team/authority';
import type { Team, TeamEvent } from '#domain/team/team';

export type SetPolicy = { by: PersonId; at: string; link?: string | undefined; words: string; policyId: string };

/** How a team gives support, in its lead's words: on record, and replaced when it changes. */
export const setPolicy: Act<Team, Asking, SetPolicy, TeamEvent> = {
  facts: (_, { by }) => askingRefs(by),
  decide(team, facts, { by, at, link, words, policyId }) {
    keptBy(team, facts, by);
    const body = words.trim();
    if (body === '' && link === undefined)
      throw new Rejection('no_words', 'Say how the team gives support, or where that is written. Nothing has changed.');
    return {
      events: [{ type: 'TeamPolicySet', at, by, policyId, ...(link && { link }) }],
      texts: [{ id: policyId, by, body, inHead: true }],
    };
  },
};
