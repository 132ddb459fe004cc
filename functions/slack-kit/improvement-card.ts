import type { Button, KnownBlock, ModalView } from '@slack/types';
import { choosers, type ImprovementRight, movers } from '#domain/improvement/authority';
import { isChosen, isOpen } from '#domain/improvement/improvement';
import type { ShownImprovement } from '#domain/improvement/looking';
import { notTracked } from '#domain/improvement/tracking';
import { actions, context, header, linkButton, section } from './blocks.ts';
import {
  assessButton,
  chooseButton,
  declineButton,
  describeButton,
  Helped,
  helpedSaid,
  mergeButton,
  moveButton,
  Place,
  rankButton,
  reassignButton,
  rescheduleButton,
  retryTrackingButton,
} from './improvement-buttons.ts';
import type { AboutImprovement } from './improvement-forms.ts';
import { belongingOf, standingOf, titleOf, titleWanted } from './improvement-words.ts';
import { modal } from './inputs.ts';
import { quoted } from './rich.ts';
import { cut, mention } from './text.ts';
import { refusedSaid } from './tracker-words.ts';

export const improvementCard = 'show-improvement';

/** One improvement with everything that its viewer can do about it. */
export function cardView(shown: ShownImprovement, about: AboutImprovement): ModalView {
  const { id } = shown;
  return modal(improvementCard, id, undefined, [...said(shown), ...done(shown)], about);
}

function said(shown: ShownImprovement): KnownBlock[] {
  const { improvement, words, now, rights } = shown;
  const wanted = titleWanted(improvement, words);
  const { doneWhenId, joined, proposedBy } = improvement;
  const doneWhen = doneWhenId ? words[doneWhenId] : undefined;
  return [
    header(cut(titleOf(improvement, words), 150)),
    section(standingOf(improvement, now.slice(0, 10))),
    ...(wanted && describes(rights) ? [section(wanted)] : []),
    ...(doneWhen ? [section('*Done when*'), quoted(doneWhen)] : []),
    ...(improvement.state === 'declined'
      ? [section('*What was weighed*'), quoted(words[improvement.declined.reasonId] || 'Words removed')]
      : []),
    ...(improvement.state === 'done' && improvement.helped.length > 0
      ? [
          section(
            `*Did it help?* ${improvement.helped.map(({ by, helped }) => `${mention(by)}: ${helpedSaid[helped].toLowerCase()}`).join(', ')}`,
          ),
        ]
      : []),
    context(
      belongingOf(improvement),
      `Proposed ${improvement.proposedAt.slice(0, 10)}${proposedBy ? ` by ${mention(proposedBy)}` : ''}${joined.length > 0 ? `, joined by ${joined.join(', ')}` : ''}`,
    ),
    ...trackedSaid(shown),
  ];
}

/** Where it is kept too; what does not work there is said to whoever looks, with the way to try again. */
function trackedSaid({ id, improvement }: ShownImprovement): KnownBlock[] {
  const { tracked } = improvement;
  const refused = notTracked(improvement);
  const row = [
    ...(tracked ? [linkButton('open-link:tracked', tracked.ref, tracked.url)] : []),
    ...(refused ? [retryTrackingButton(id)] : []),
  ];
  return [...(refused ? [context(refusedSaid(improvement, refused))] : []), ...(row.length > 0 ? [actions(...row)] : [])];
}

const has = (rights: readonly ImprovementRight[], ...those: readonly ImprovementRight[]) => rights.some((right) => those.includes(right));

const describes = (rights: readonly ImprovementRight[]) => has(rights, 'proposer', ...choosers, ...movers);

function done({ id, improvement, rights }: ShownImprovement): KnownBlock[] {
  const chooses = has(rights, ...choosers);
  const moves = has(rights, ...movers);
  const ranks = has(rights, 'product_manager', 'delegate', 'lead');
  const settled = isChosen(improvement) && !improvement.waitingSince;
  const rows: Button[][] = [
    [
      ...(chooses && !settled && (isOpen(improvement) || improvement.state === 'declined')
        ? [chooseButton(id, improvement.waitingSince ? 'Take it' : 'Choose it')]
        : []),
      ...(moves && settled && improvement.state === 'accepted' ? [moveButton(id, 'started')] : []),
      ...(moves && isChosen(improvement) ? [moveButton(id, 'done')] : []),
      ...(moves && settled ? [rescheduleButton(id)] : []),
      ...((moves || chooses) && settled ? [reassignButton(id)] : []),
      ...(chooses && isOpen(improvement) ? [declineButton(id)] : []),
      ...(moves && improvement.state === 'done' ? [moveButton(id, 'again')] : []),
    ],
    [
      ...(describes(rights) ? (isOpen(improvement) ? [describeButton(id), mergeButton(id)] : []) : []),
      ...(ranks && isOpen(improvement) ? Place.options.map((place) => rankButton(id, place)) : []),
    ],
    improvement.state === 'done' && (chooses || has(rights, 'owner', 'team')) ? Helped.options.map((one) => assessButton(id, one)) : [],
  ];
  return rows.flatMap((row) => (row.length > 0 ? [actions(...row)] : []));
}
