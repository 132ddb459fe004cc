import type { KnownBlock } from '@slack/types';
import type { Effect } from '#domain/effects';
import { agendaEnd, agendaFor } from '#domain/postmortem/agenda';
import { roomOf } from '#domain/postmortem/room';
import type { PostmortemNews, PostmortemView } from '#domain/postmortem/view';
import { agendaNames, agendaSaid } from '#slack-kit/agenda-words';
import { actions, context, section } from '#slack-kit/blocks';
import { exportButton, nextButton, withoutButton } from '#slack-kit/meeting-buttons';
import { chooseButton, heldButton, showButton } from '#slack-kit/postmortem-buttons';
import { blamelessReminder } from '#slack-kit/postmortem-words';
import { mention, when } from '#slack-kit/text';

/** The agenda with its clock, what follows from the meeting, and who has yet to say that there is none. */
export function react(view: PostmortemView, news: PostmortemNews[]): Effect[] {
  const { id, postmortem } = view;
  const room = roomOf(view);
  if (room === undefined) return [];
  const said: Say = (name, text, blocks) => ({ kind: 'message', key: `${room.key}/${name}`, to: room.channel, text, blocks });
  return [...agenda(view, room), ...met(view, said), ...without(postmortem, news, id, said)];
}
type Room = NonNullable<ReturnType<typeof roomOf>>;
type Say = (name: string, text: string, blocks: KnownBlock[]) => Effect;

function agenda({ id, postmortem }: PostmortemView, room: Room): Effect[] {
  const { meeting, state, incident } = postmortem;
  if (meeting?.startedAt === undefined) return [];
  const { startedAt, minutes, step } = meeting;
  const at = (minute: number) => when(new Date(Date.parse(startedAt) + minute * 60_000).toISOString());
  const over = state !== 'draft';
  const lines = agendaFor(minutes).map(({ item, from, minutes: has }, index) => {
    if (over || index < step) return `✓ ${agendaNames[item]}`;
    if (index > step) return `○ ${agendaNames[item]} · ${has} min`;
    return `▶ *${agendaNames[item]}* until ${at(from + has)}: ${agendaSaid[item]}`;
  });
  const text = over
    ? `The postmortem of ${incident} was talked through.`
    : `We talk through ${incident}: ${minutes} minutes, until ${at(minutes)}.`;
  const buttons = [...(step < agendaEnd ? [nextButton(id, step)] : []), heldButton(id), exportButton(id, 'Draft'), showButton(id)];
  const blocks = [
    section(`*${text}*`),
    section(`> ${blamelessReminder}`),
    section(lines.join('\n')),
    ...(over
      ? []
      : [context(step < agendaEnd ? 'The agenda goes on by itself; `Next` is quicker.' : 'The time is up. `Held` closes the meeting.')]),
    ...(over ? [] : [actions(...buttons)]),
  ];
  return [{ kind: 'message', key: `${room.key}/agenda/${meeting.moved}`, to: room.channel, text, blocks, current: true }];
}

/** Said once, when it is over: what comes next, and that there is time for it. */
function met({ id, postmortem }: PostmortemView, said: Say): Effect[] {
  if (!('metAt' in postmortem) || postmortem.state === 'closed') return [];
  // A light one needs no meeting, so nothing is said of one.
  if (postmortem.waived && postmortem.requirement === 'light') return [];
  const { waived, decideBy, publishBy, owner } = postmortem;
  const text = [
    waived ? 'This postmortem does without a meeting.' : 'Thank you all: the meeting is on record.',
    `What to try is chosen by ${when(decideBy, 'day and time')}; whoever sleeps over it chooses better.`,
    `It is published by ${when(publishBy, 'day and time')}${owner ? `, by ${mention(owner)}` : ''}.`,
  ].join(' ');
  return [said('met', text, [section(text), actions(chooseButton(id), showButton(id))])];
}

function without(postmortem: PostmortemView['postmortem'], news: PostmortemNews[], id: PostmortemView['id'], said: Say): Effect[] {
  if (postmortem.state !== 'draft') return [];
  return news.flatMap(({ version, event }) => {
    if (event.type !== 'PostmortemMeetingWaived' || event.complete) return [];
    const other = event.as === 'facilitator' || event.as === 'owner' ? 'the product manager' : 'the facilitator';
    const text = `${mention(event.by)} would do without a meeting about ${postmortem.incident}. It needs ${other} to say so too; until then it is to be held.`;
    return [said(`${version}/without`, text, [section(text), actions(withoutButton(id), showButton(id))])];
  });
}
