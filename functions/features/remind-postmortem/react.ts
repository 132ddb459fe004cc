import type { Effect } from '#domain/effects';
import { roomOf } from '#domain/postmortem/room';
import { postmortemTimers } from '#domain/postmortem/timers';
import type { PostmortemNews, PostmortemView } from '#domain/postmortem/view';
import { actions, section } from '#slack-kit/blocks';
import { signOffButton } from '#slack-kit/meeting-buttons';
import { answerButton, heldButton, showButton } from '#slack-kit/postmortem-buttons';
import { letInOffered, onlySignOff } from '#slack-kit/sign-off-words';

/** The schedules are made to match the record; in the channel it is said once that it is due, and never who has not answered. */
export function react(view: PostmortemView, news: PostmortemNews[]): Effect[] {
  const { id, postmortem } = view;
  const armed = postmortemTimers(id, postmortem).map((timer): Effect => ({ kind: 'schedule', key: `schedule/${timer.name}`, ...timer }));
  const room = roomOf(view);
  if (room === undefined) return armed;
  const said = news.flatMap(({ version, event }): Effect[] => {
    if (event.type !== 'PostmortemDue') return [];
    const alone = onlySignOff(view);
    const text = alone
      ? `The postmortem of ${postmortem.incident} is due, and ${alone}.`
      : `The postmortem of ${postmortem.incident} is due. What is known and what is still missing stands in its checklist; whoever was there can add to it.`;
    const blocks = [
      section(text),
      ...letInOffered(view),
      actions(
        ...(alone ? [signOffButton(id)] : [answerButton(id)]),
        showButton(id),
        ...(postmortem.requirement === 'light' ? [] : [heldButton(id)]),
      ),
    ];
    return [{ kind: 'message', key: `${room.key}/${version}/due`, to: room.channel, text, blocks }];
  });
  return [...armed, ...said];
}
