import type { ActionsBlockElement, KnownBlock } from '@slack/types';
import type { Effect } from '#domain/effects';
import { isNotLed } from '#domain/postmortem/completeness';
import { talkLedBy } from '#domain/postmortem/driving';
import { roomOf } from '#domain/postmortem/room';
import type { PostmortemNews, PostmortemView } from '#domain/postmortem/view';
import { actions, context, section } from '#slack-kit/blocks';
import { earlierOffered } from '#slack-kit/earlier-words';
import { answerButton, askForButton, facilitatorChoice, ownerChoice, showButton } from '#slack-kit/postmortem-buttons';
import { blamelessReminder } from '#slack-kit/postmortem-words';
import { quoted } from '#slack-kit/rich';
import { mention, when } from '#slack-kit/text';

/** In the channel, as soon as it is over and again whenever it has come back: thanks, when it is due, and who drives it. Kept as it is now. */
export function react(view: PostmortemView, news: PostmortemNews[]): Effect[] {
  const room = roomOf(view);
  const said = room && words(view);
  if (said === undefined) return [];
  const without = news.flatMap((one): Effect[] =>
    one.event.type === 'PostmortemWaived' && view.postmortem.state === 'waived'
      ? [{ kind: 'message', key: `${room?.key}/${one.version}/waived`, to: room?.channel ?? '', ...waived(view) }]
      : [],
  );
  const { reopened, pausedAt } = view.postmortem;
  // While it goes on again, what was said when it had been over says so.
  const key = `${room?.key}/over-${pausedAt === undefined ? reopened : reopened - 1}`;
  // Its incident opens the room again in a lane of its own; what is said before that would be refused for good.
  const shut: Effect[] =
    room && pausedAt !== undefined
      ? [{ kind: 'unarchive', key: `${room.key}/unarchive/${reopened}`, channel: room.channel, otherwise: [] }]
      : [];
  return [
    ...shut,
    { kind: 'message', key, to: room?.channel ?? '', ...said, current: true },
    ...without,
    ...takenOver(view, news, { to: room?.channel ?? '', over: key, room: room?.key ?? '' }),
  ];
}

/** Whoever drove it can do so no more: the channel hears who does, and the change is not only written into what stood there. */
function takenOver(view: PostmortemView, news: PostmortemNews[], { to, over, room }: Record<'to' | 'over' | 'room', string>): Effect[] {
  const { incident, owner } = view.postmortem;
  const last = news.findLast(({ event }) => event.type === 'PostmortemOwnerAssigned');
  if (last?.event.type !== 'PostmortemOwnerAssigned' || last.event.because !== 'owner_left' || last.event.owner !== owner) return [];
  const text = `${mention(owner)} drives the postmortem of ${incident} from now on. What is due stays due, and nobody writes it alone.`;
  return [{ kind: 'message', key: `${room}/${last.version}/taken-over`, to, under: over, text }];
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
      if (postmortem.late && postmortem.reopened === 0) return undefined;
      const drill = postmortem.drill ? 'It was an exercise, so no' : 'No';
      const text = `Thank you to everybody who was at ${incident}. ${drill} postmortem is asked for; if there is something to learn from it, one press starts one.`;
      return said(text, ...earlierOffered(view.earlier), actions(askForButton(id, 'light'), askForButton(id, 'full')));
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

/** Whoever waived it said what makes it dispensable: their words, and nobody's name. */
function waived({ id, postmortem: { incident }, waivedReason }: PostmortemView): Said {
  const text = `${incident} goes without a postmortem: nobody is asked anything more about it.`;
  return said(text, ...(waivedReason ? [quoted(waivedReason)] : []), actions(showButton(id)));
}

const soFar = (artifacts: number) => (artifacts === 0 ? 'none so far' : `${artifacts} so far`);

function open({ id, postmortem, earlier }: PostmortemView): Said | undefined {
  if (postmortem.state !== 'draft') return undefined;
  const { incident, because, requirement, ladder, owner, waivedBefore, artifacts } = postmortem;
  const leads = talkLedBy(postmortem);
  const light = requirement === 'light' ? 'A short postmortem' : 'The postmortem';
  const alarm = because.includes('false_alarm') ? ' How did we come to declare it? That is all it asks.' : '';
  const text = [
    `Thank you to everybody who was at ${incident}. ${light} is due ${when(ladder.due, 'day and time')}.${alarm}`,
    ...(owner ? [`${mention(owner)} drives it, and nobody writes it alone.`] : []),
    ...(waivedBefore ? ['It had been waived; the incident came back after that, so it is asked for again.'] : []),
    ...(leads && leads !== owner ? [`${mention(leads)} leads the talk.`] : []),
  ].join(' ');
  const buttons: ActionsBlockElement[] = [answerButton(id), showButton(id)];
  return said(
    text,
    context(blamelessReminder),
    section(
      `Links and files of this channel are kept with it: ${soFar(artifacts)}. Something that belongs on its timeline? React to the message with :pushpin:.`,
    ),
    ...earlierOffered(earlier),
    ownerChoice(id, owner),
    ...(isNotLed(postmortem)
      ? [section('Nobody was found to lead the talk. Somebody who was not in it does that best:'), facilitatorChoice(id)]
      : []),
    actions(...buttons),
  );
}
