import type { AggregateId } from '#domain/keys';
import { teamId } from '#domain/keys';
import { perform, type Stage } from '#domain/perform';
import type { Boards } from '#domain/ports';
import { listTeams } from '#domain/team/board';
import { teams } from '#domain/team/team';
import type { TeamDue, TeamReaction } from '#domain/team/view';
import { react as sayGap } from '#features/detect-gaps/react';
import { readGroup } from '#features/keep-rota/decide';
import { react as tellChange } from '#features/keep-rota/react';
import { rotateOnCall } from '#features/rotate-on-call/decide';
import { react as rotate } from '#features/rotate-on-call/react';
import { lapseSwaps } from '#features/swap-week/decide';
import { react as askSwap } from '#features/swap-week/react';

/** What the record of a team itself asks for, whoever comes by first. */
export const teamDue: TeamDue[] = [rotateOnCall, lapseSwaps];

/** What follows of a team. A feature is one name here and one among the listeners. */
export const teamReactions: TeamReaction[] = [rotate, tellChange, askSwap, sayGap];

/** A rota that is read from a group of Slack's follows it. */
export async function followGroup(stage: Stage & { boards: Boards }, id: AggregateId): Promise<void> {
  const group = id.slice('GROUP-'.length);
  for (const team of await listTeams(stage.boards))
    if (team.group === group) await perform(stage, teams, teamId(team.slug), readGroup, { at: stage.now() });
}
