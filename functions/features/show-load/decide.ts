import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { type Asking, askingRefs, keptBy } from '#domain/team/authority';
import type { Team, TeamEvent } from '#domain/team/team';

export type StateSupport = { by: PersonId; at: string; percent: number; weeks: number };

/** How much of its capacity goes into support, by the word of its lead until it is measured. */
export const stateSupport: Act<Team, Asking, StateSupport, TeamEvent> = {
  facts: (_, { by }) => askingRefs(by),
  decide(team, facts, { by, at, percent, weeks }) {
    const { supportShare: known } = keptBy(team, facts, by);
    if (!(percent >= 0 && percent <= 100))
      throw new Rejection('no_share', 'Say a share between 0 % and 100 % of the team’s capacity. Nothing has changed.');
    if (known && known.percent === percent && known.weeks === weeks && known.at.slice(0, 10) === at.slice(0, 10)) return [];
    return [{ type: 'SupportShareStated', at, by, percent, weeks }];
  },
};
