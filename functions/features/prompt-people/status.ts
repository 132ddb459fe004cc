import type { KnownBlock } from '@slack/types';
import { isOpen } from '#domain/postmortem/postmortem';
import type { PostmortemView } from '#domain/postmortem/view';
import { context, section } from '#slack-kit/blocks';
import { showButton } from '#slack-kit/postmortem-buttons';
import { mention, named, when } from '#slack-kit/text';
import { type Card, over } from './card.ts';

/** More is one line: a message stays within fifty blocks and a minute's reading. */
const mostListed = 20;

/** The weekly list of one of the heads: all that has waited for long, the longest first, each with who drives it, its date and a button. */
export function digestCard(views: PostmortemView[]): Card[] {
  if (views.length === 0) return [];
  const all = views.toSorted((one, other) => (dueOf(one) < dueOf(other) ? -1 : 1));
  const text = all.length === 1 ? 'A postmortem that has waited for long' : `${all.length} postmortems that have waited for long`;
  const more = all.length - mostListed;
  return [
    {
      text,
      blocks: [
        section(`*${text}*\nWhat would make room for half an hour each? Once a week, as long as there are any.`),
        ...all.slice(0, mostListed).map(listed),
        ...(more > 0 ? [context(`… and ${more} more: \`/postmortem list overdue\` shows them.`)] : []),
      ],
      asks: false,
      open: views.some(({ postmortem }) => isOpen(postmortem)),
    },
  ];
}

const dueOf = ({ postmortem }: PostmortemView) => ('ladder' in postmortem ? postmortem.ladder.due : '');

const listed = (view: PostmortemView): KnownBlock => ({
  ...section(`*${view.postmortem.incident}: ${named(view.title)}*\n${standing(view)}`),
  accessory: showButton(view.id),
});

function standing({ postmortem }: PostmortemView): string {
  if (!isOpen(postmortem)) return over[postmortem.state];
  if (postmortem.state !== 'draft') return '✓ They have met, or do without.';
  const theirs = postmortem.owner ? `${mention(postmortem.owner)} drives it` : 'Nobody drives it yet';
  if (postmortem.pausedAt !== undefined) return `The incident has come back, so it waits. ${theirs}.`;
  return `It was due ${when(postmortem.ladder.due, 'day and time')} and has not been held. ${theirs}.`;
}
