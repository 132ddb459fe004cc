import type { KnownBlock } from '@slack/types';
import type { Effect } from '#domain/effects';
import { meetingIs } from '#domain/postmortem/met';
import type { KnownPostmortem } from '#domain/postmortem/postmortem';
import { roomOf } from '#domain/postmortem/room';
import type { PostmortemNews, PostmortemView } from '#domain/postmortem/view';
import { actions, context, section } from '#slack-kit/blocks';
import { calendarButton, startButton, withoutButton } from '#slack-kit/meeting-buttons';
import { heldButton, meetingButton } from '#slack-kit/postmortem-buttons';
import { when } from '#slack-kit/text';

/** When it is met stands in the channel, as it is now; that it was moved is said once more under it. */
export function react(view: PostmortemView, news: PostmortemNews[]): Effect[] {
  const { postmortem } = view;
  const [room, said] = [roomOf(view), words(view)];
  if (room === undefined || said === undefined) return [];
  const key = `${room.key}/meeting`;
  const moved = news.findLast(({ event }) => event.type === 'PostmortemMeetingPlanned');
  const isMoved = moved && postmortem.meeting && postmortem.meeting.moved > 0 && meetingIs(postmortem) === 'ahead';
  const at = when(postmortem.meeting?.begins ?? '', 'day and time');
  const text = `It was given another time: ${at}. Whoever has it in a calendar takes the new one from the button above.`;
  return [
    { kind: 'message', key, to: room.channel, ...said, current: true },
    ...(isMoved
      ? [{ kind: 'message', key: `${room.key}/${moved.version}/meeting-moved`, to: room.channel, under: key, text } satisfies Effect]
      : []),
  ];
}

type Said = { text: string; blocks: KnownBlock[] };
const said = (text: string, ...more: KnownBlock[]): Said => ({ text, blocks: [section(text), ...more] });

function words({ id, postmortem }: PostmortemView): Said | undefined {
  const { incident, meeting, pausedAt } = postmortem;
  const is = meetingIs(postmortem);
  if (meeting === undefined || is === undefined) return undefined;
  const at = when(meeting.begins, 'day and time');
  const planned = `The postmortem of ${incident} is talked through ${at}, ${meeting.minutes} minutes.`;
  const outOfCalendars = actions(calendarButton(id, 'Out of my calendar'));
  if (is === 'off') return said(`~${planned}~\n${offBecause[postmortem.state]}`, outOfCalendars);
  if (is === 'held_before' && 'metAt' in postmortem)
    return said(`~${planned}~\nIt was talked through before that, ${when(postmortem.metAt, 'day and time')}.`, outOfCalendars);
  if (is === 'held') return said(`The postmortem of ${incident} was talked through.`);
  if (pausedAt !== undefined) return said(planned, context('The incident has come back, so this waits until it is over again.'));
  return said(
    planned,
    context(
      `${meeting.invited.length === 1 ? 'One person is' : `${meeting.invited.length} people are`} invited, and each hears of it in their own day.`,
      'The draft reaches them a day before. Most of the time goes to what happened, as each saw it.',
    ),
    ...(is === 'ahead'
      ? [actions(startButton(id), calendarButton(id), meetingButton(id, 'Another time'), heldButton(id), withoutButton(id))]
      : []),
  );
}

const without = 'It does without a meeting: there is none.';
const offBecause: Record<KnownPostmortem['state'], string> = {
  waived: 'Waived: there is no meeting.',
  dropped: 'There is no meeting: it has no postmortem of its own.',
  not_required: 'There is no meeting: no postmortem is asked for.',
  ...{ draft: without, in_review: without, reviewed: without, closed: without },
};
