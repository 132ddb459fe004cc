import type { ActionsBlockElement, KnownBlock } from '@slack/types';
import type { Effect } from '#domain/effects';
import { roomOf } from '#domain/postmortem/room';
import type { PostmortemView } from '#domain/postmortem/view';
import { actions, context, section } from '#slack-kit/blocks';
import { answerButton, askForButton, ownerChoice, showButton } from '#slack-kit/postmortem-buttons';
import { blamelessReminder } from '#slack-kit/postmortem-words';
import { mention, when } from '#slack-kit/text';

/** In the channel, as soon as it is over and again whenever it has come back: thanks, when it is due, and who drives it. Kept as it is now. */
export function react(view: PostmortemView): Effect[] {
  const room = roomOf(view);
  const said = room && words(view);
  if (said === undefined) return [];
  const { reopened, pausedAt } = view.postmortem;
  // While it goes on again, what was said when it had been over says so.
  const key = `${room?.key}/over-${pausedAt === undefined ? reopened : reopened - 1}`;
  return [{ kind: 'message', key, to: room?.channel ?? '', ...said, current: true }];
}

type Said = { text: string; blocks: KnownBlock[] };
const said = (text: string, ...more: KnownBlock[]): Said => ({ text, blocks: [section(text), ...more] });

function words(view: PostmortemView): Said | undefined {
  const { id, postmortem } = view;
  const { incident, pausedAt } = postmortem;
  if (postmortem.state === 'dropped') return said(`${incident} has no postmortem of its own.`);
  if (pausedAt !== undefined)
    return said(`${incident} has come back, so its postmortem waits until it is over. What has been answered stays.`);
  switch (postmortem.state) {
    case 'not_required': {
      const drill = postmortem.drill ? 'It was an exercise, so no' : 'No';
      const text = `Thank you to everybody who was at ${incident}. ${drill} postmortem is asked for; if there is something to learn from it, one press starts one.`;
      return said(text, actions(askForButton(id, 'light'), askForButton(id, 'full')));
    }
    case 'draft':
      return open(view);
    case 'in_review':
    case 'reviewed':
      return said(`The postmortem of ${incident} is being brought to its end.`, actions(showButton(id)));
    case 'closed':
      return said(`The postmortem of ${incident} is published.`, actions(showButton(id)));
    case 'waived':
      return said(`${incident} goes without a postmortem; the reason is on record.`, actions(showButton(id)));
    default:
      return postmortem satisfies never;
  }
}

function open({ id, postmortem, organisation: _organisation }: PostmortemView): Said | undefined {
  if (postmortem.state !== 'draft') return undefined;
  const { incident, because, requirement, ladder, owner, facilitator } = postmortem;
  const light = requirement === 'light' ? 'A short postmortem' : 'The postmortem';
  const alarm = because.includes('false_alarm') ? ' How did we come to declare it? That is all it asks.' : '';
  const text = [
    `Thank you to everybody who was at ${incident}. ${light} is due ${when(ladder.due, 'day and time')}.${alarm}`,
    ...(owner ? [`${mention(owner)} drives it, and nobody writes it alone.`] : []),
    ...(facilitator && facilitator !== owner ? [`${mention(facilitator)} leads the talk.`] : []),
  ].join(' ');
  const buttons: ActionsBlockElement[] = [answerButton(id), showButton(id)];
  return said(
    text,
    context(blamelessReminder),
    section(
      'Links and files of this channel are kept with it. Something that belongs on its timeline? React to the message with :pushpin:.',
    ),
    ownerChoice(id, owner),
    actions(...buttons),
  );
}
