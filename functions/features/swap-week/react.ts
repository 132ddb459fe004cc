import type { Effect } from '#domain/effects';
import type { Swap } from '#domain/team/team-events';
import type { TeamNews, TeamView } from '#domain/team/view';
import { section } from '#slack-kit/blocks';
import { roleName, spanSaid } from '#slack-kit/team-words';
import { mention, named } from '#slack-kit/text';
import { swapButtons } from './buttons.ts';

/** Whoever is asked hears of it with buttons; both hear what came of it, and the buttons go. */
export function react({ id, slug, team }: TeamView, news: TeamNews[]): Effect[] {
  const asked = new Map(news.flatMap(({ event }) => (event.type === 'SwapAsked' ? [[event.id, event] as const] : [])));
  return news.flatMap(({ event, swap: known }): Effect[] => {
    const key = (what: string, swap: string) => `${id}/swap-${swap}/${what}`;
    switch (event.type) {
      case 'SwapAsked': {
        const text = `${mention(event.by)} asks: would you take ${turnSaid(event)} of ${named(team.name)}?${inReturn(event)} Nothing changes until you say yes.`;
        const open = team.state === 'active' && team.swaps?.some((swap) => swap.id === event.id);
        return [
          {
            kind: 'message',
            key: key('asked', event.id),
            to: event.with,
            current: true,
            text,
            blocks: [section(text), ...(open ? [swapButtons(slug, event.id)] : [])],
          },
        ];
      }
      case 'SwapAccepted':
      case 'SwapDeclined':
      case 'SwapLapsed': {
        const swap = known ?? asked.get(event.swap);
        if (swap === undefined) return [];
        const answer = said[event.type];
        const over = `${mention(swap.by)} asked whether you would take ${turnSaid(swap)} of ${named(team.name)}. ${answer.there}`;
        const rest = event.type === 'SwapAccepted' ? inReturn(swap) : ' It stays yours.';
        const answered: Effect = {
          kind: 'message',
          key: key('answered', event.swap),
          to: swap.by,
          text: `${mention(swap.with)} ${answer.here} ${turnSaid(swap)} of ${named(team.name)}.${rest}`,
        };
        // Asked and answered before anybody came by: it is said with the question.
        if (asked.has(event.swap)) return [answered];
        return [
          {
            kind: 'message',
            key: key('asked', event.swap),
            to: swap.with,
            current: true,
            onlyIfThere: true,
            text: over,
            blocks: [section(over)],
          },
          answered,
        ];
      }
      default:
        return [];
    }
  });
}

const said = {
  SwapAccepted: { there: 'You said yes: it is yours.', here: 'takes' },
  SwapDeclined: { there: 'It stays theirs.', here: 'does not take' },
  SwapLapsed: { there: 'It has begun, so it stays theirs.', here: 'has not answered, and so does not take' },
} as const;

type Turn = Pick<Swap, 'role' | 'give' | 'take' | 'by'>;
const turnSaid = ({ role, give }: Turn) => `the turn as ${roleName[role]}, ${spanSaid(give)}`;
const inReturn = ({ take, by }: Turn) => (take ? ` ${mention(by)} takes ${spanSaid(take)} as ${roleName[take.role]} for it.` : '');
