import type { KnownBlock } from '@slack/types';
import { coverage } from '#domain/team/coverage';
import { type Shift, shifts } from '#domain/team/rota';
import type { KnownTeam, TeamSlug } from '#domain/team/team';
import { actions, context, header, section } from '#slack-kit/blocks';
import { calendarButton, coverButton, leaveButton, orderButton, showButton, swapButton } from '#slack-kit/team-buttons';
import { shiftSaid, spanSaid } from '#slack-kit/team-words';
import { groupMention, mention, mentions, named } from '#slack-kit/text';

const weeksShown = 6;
const weekMs = 7 * 86_400_000;
const mostShown = 20;
export const ahead = (now: string, weeks = weeksShown) => ({
  from: new Date(now).toISOString(),
  to: new Date(Date.parse(now) + weeks * weekMs).toISOString(),
});

/** The weeks to come, as they stand. */
export function list(slug: TeamSlug, team: KnownTeam, now: string): { text: string; blocks: KnownBlock[] } {
  const { from, to } = ahead(now);
  const all = shifts(team.rota, team.zone, from, to);
  const text = `The rota of ${named(team.name)}`;
  const gaps = team.rota === null ? [] : coverage(team, from, to, 'all');
  return {
    text,
    blocks: [
      header(`Rota of ${team.name}`),
      section(team.rota === null || team.rota.order.length === 0 ? 'It has no rota yet.' : lines(all)),
      ...(gaps.length > 0 ? [section(`⚠ Nobody at all: ${gaps.slice(0, 5).map(spanSaid).join('; ')}`)] : []),
      context(howItTurns(team)),
      ...(team.state === 'active' && team.swaps ? [context(...team.swaps.slice(0, 5).map(swapSaid))] : []),
      actions(
        swapButton(slug),
        leaveButton(slug),
        coverButton(slug),
        orderButton(slug),
        calendarButton(slug),
        showButton(slug, 'The team'),
      ),
    ],
  };
}

const lines = (all: Shift[]) => all.slice(0, mostShown).map(shiftSaid).join('\n');

function howItTurns({ rota, zone }: KnownTeam): string {
  if (rota === null) return `\`/team rota … order @ana @ben from <date>\` gives it one. Its clock is ${named(zone)}.`;
  if (rota.group) return `Whoever is in ${groupMention(rota.group)} is on call. Its clock is ${named(zone)}.`;
  return `Weeks change at ${rota.handOver}, ${named(zone)}, in the order ${mentions(rota.order)}.`;
}

type Swap = NonNullable<Extract<KnownTeam, { state: 'active' }>['swaps']>[number];
const swapSaid = ({ by, with: other, give }: Swap) => `${mention(by)} has asked ${mention(other)} to take ${spanSaid(give)}.`;
