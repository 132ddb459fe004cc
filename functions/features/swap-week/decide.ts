import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { type Asking, askingRefs, belongs, standing } from '#domain/team/authority';
import { onLeave } from '#domain/team/rota';
import { hasAllOf, type Stretch, stretchOf } from '#domain/team/stretch';
import type { ActiveTeam, Team, TeamEvent } from '#domain/team/team';
import type { Swap } from '#domain/team/team-events';
import { swapLapses } from '#domain/team/timers';
import { isDue } from '#domain/time/due';

/** `on`: an instant in the week that is given away; `takes`: one in the week that is taken for it. */
export type AskSwap = { by: PersonId; at: string; id: string; with: PersonId; on: string; takes?: string | undefined };

/** "Would you take my week?" Nothing changes until they say yes. */
export const askSwap: Act<Team, Asking, AskSwap, TeamEvent> = {
  facts: (_, { by }) => askingRefs(by),
  decide(team, facts, { by, at, id, with: other, on, takes }) {
    const active = standing(team, facts.person);
    if (!belongs(active, by))
      throw new Rejection('no_turn_of_yours', 'You are not in that team, so there is no turn of yours to swap. Nothing has changed.');
    if (other === by) throw new Rejection('with_oneself', 'That is you. Nobody was asked; name somebody else of the team.');
    if (!belongs(active, other))
      throw new Rejection(
        'other_not_in_the_team',
        `<@${other}> is not in that team, so nobody was asked. Its lead can have anyone stand in: \`/team rota\`.`,
      );
    const give = turnOf(active, by, on, at);
    if (onLeave(active.rota, other, give.from))
      throw new Rejection('away_then', `<@${other}> is on leave then, so nobody was asked. \`/team rota\` shows who is there.`);
    const take = takes === undefined ? undefined : turnOf(active, other, takes, at);
    if (active.swaps?.some((swap) => swap.by === by && swap.give.from === give.from && swap.role === give.role))
      throw new Rejection(
        'asked_already',
        'Somebody is being asked for that turn already. Nothing has changed; they have not answered yet.',
      );
    const { role, ...span } = give;
    return [{ type: 'SwapAsked', at, id, by, with: other, role, give: span, ...(take && { take }) }];
  },
};

/** What this person has at an instant, or what is left of it. */
function turnOf({ rota, zone }: ActiveTeam, person: PersonId, on: string, at: string): Stretch {
  const known = stretchOf(rota, zone, person, on);
  if (known === undefined || known.to <= at)
    throw new Rejection(
      'no_turn_then',
      `<@${person}> has no turn in that week, or it is over. Nobody was asked; \`/team rota\` shows the weeks to come.`,
    );
  return leftOf(known, at);
}

const leftOf = ({ role, from, to }: Stretch, at: string): Stretch => ({ role, from: from > at ? from : new Date(at).toISOString(), to });

export type AnswerSwap = { by: PersonId; at: string; swap: string; accepted: boolean };

/** Yes or no, by whoever was asked; whoever asked may take it back. */
export const answerSwap: Act<Team, Asking, AnswerSwap, TeamEvent> = {
  facts: (_, { by }) => askingRefs(by),
  decide(team, facts, { by, at, swap: id, accepted }) {
    const active = standing(team, facts.person);
    const swap = active.swaps?.find((one) => one.id === id);
    if (swap === undefined || (accepted && swapLapses(swap) <= at))
      throw new Rejection('swap_over', 'That question is over: answered, taken back, or its week has begun. Nothing has changed.');
    if (by !== swap.with && (accepted || by !== swap.by))
      throw new Rejection('swap_not_asked', `Only <@${swap.with}> can answer that. Nothing has changed; they have been asked.`);
    if (!accepted) return { events: [{ type: 'SwapDeclined', at, by, swap: id }], answer: 'declined' };
    if (!stillHas(active, swap, at))
      throw new Rejection(
        'changed_meanwhile',
        'The rota has changed since, so that turn is not theirs to give any more. Nothing has changed; `/team rota` shows it.',
      );
    return { events: [{ type: 'SwapAccepted', at, by, swap: id }], answer: 'accepted' };
  },
};

function stillHas({ rota, zone }: ActiveTeam, { by, with: other, role, give, take }: Swap, at: string): boolean {
  const has = (person: PersonId, stretch: Stretch) => hasAllOf(rota, zone, person, leftOf(stretch, at));
  return has(by, { role, ...give }) && (take === undefined || has(other, take));
}

/** The week has begun and nobody has said yes: it stays as it was. */
export const lapseSwaps: Act<Team, Record<string, never>, { at: string; early?: boolean }, TeamEvent> = {
  facts: () => ({}),
  decide(team, _, { at, early = false }) {
    if (team.state !== 'active') return [];
    return (team.swaps ?? []).flatMap((swap): TeamEvent[] =>
      isDue(swapLapses(swap), at, early) ? [{ type: 'SwapLapsed', at, swap: swap.id }] : [],
    );
  },
};
