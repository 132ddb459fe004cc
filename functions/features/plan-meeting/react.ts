import type { Effect } from '#domain/effects';
import { roomOf } from '#domain/postmortem/room';
import type { PostmortemNews, PostmortemView } from '#domain/postmortem/view';
import { actions, context, section } from '#slack-kit/blocks';
import { calendarButton, startButton, withoutButton } from '#slack-kit/meeting-buttons';
import { heldButton, meetingButton } from '#slack-kit/postmortem-buttons';
import { when } from '#slack-kit/text';

/** When it is met stands in the channel, as it is now; that it was moved is said once more under it. */
export function react(view: PostmortemView, news: PostmortemNews[]): Effect[] {
  const { id, postmortem } = view;
  const room = roomOf(view);
  if (room === undefined || !('meeting' in postmortem) || postmortem.meeting === undefined) return [];
  const { incident, meeting, state } = postmortem;
  const key = `${room.key}/meeting`;
  const at = when(meeting.begins, 'day and time');
  const text = `The postmortem of ${incident} is talked through ${at}, ${meeting.minutes} minutes.`;
  const waits = state === 'draft' && meeting.startedAt === undefined;
  const blocks = [
    section(text),
    context(
      `${meeting.invited.length === 1 ? 'One person is' : `${meeting.invited.length} people are`} invited, and each hears of it in their own day.`,
      'The draft reaches them a day before. Most of the time goes to what happened, as each saw it.',
    ),
    ...(waits ? [actions(startButton(id), calendarButton(id), meetingButton(id, 'Another time'), heldButton(id), withoutButton(id))] : []),
  ];
  const said = news.findLast(({ event }) => event.type === 'PostmortemMeetingPlanned');
  const moved = `It was given another time: ${at}. Whoever has it in a calendar takes the new one from the button above.`;
  return [
    { kind: 'message', key, to: room.channel, text, blocks, current: true },
    ...(said && meeting.moved > 0
      ? [{ kind: 'message', key: `${room.key}/${said.version}/meeting-moved`, to: room.channel, under: key, text: moved } satisfies Effect]
      : []),
  ];
}
