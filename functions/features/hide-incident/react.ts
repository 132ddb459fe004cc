import type { Effect } from '#domain/effects';
import { roomKey } from '#domain/incident/room';
import type { IncidentView, News } from '#domain/incident/view';
import { context } from '#slack-kit/blocks';
import { channelLink, mention } from '#slack-kit/text';

/** Those who know of it come into the new room; wherever it stood in public, words without content stand from here on. */
export function react(view: IncidentView, news: News[]): Effect[] {
  const { incident } = view;
  if (incident.madePrivate === undefined) return [];
  return [
    ...newRoom(view, news),
    ...silenced(view),
    ...incident.formerRooms.flatMap((channel, index) => formerRoom(view, channel, index + 1)),
  ];
}

function newRoom({ id, incident, organisation }: IncidentView, news: News[]): Effect[] {
  const { room, formerRooms, insiders } = incident;
  if (room.state !== 'open') return [];
  const before = formerRooms.length === 0 ? '' : ` The channel before, ${formerRooms.map(channelLink).join(' ')}, is archived.`;
  const visible = `What was written there, and its name, stay readable to everyone in the workspace; what ${organisation.announcements} and subscribers were told of it is taken back. From here on only those in this channel, and those who are let in, know how it goes.`;
  const told = news.flatMap(({ version, event }): Effect[] =>
    event.type === 'IncidentMadePrivate'
      ? [
          {
            kind: 'message',
            key: `${id}/${version}/made-private`,
            to: room.channel,
            text: `${mention(event.by)} made it private.${before} ${visible}`,
          },
        ]
      : [],
  );
  return [{ kind: 'invite', key: `${roomKey(id, incident)}/invite`, channel: room.channel, people: insiders }, ...told];
}

/** Only what was said before is replaced: nothing new is told of it. */
function silenced({ id, incident, organisation }: IncidentView): Effect[] {
  const text = 'An incident that was told of here is private now. Nothing more is told of it here.';
  const words = { text, blocks: [context(text)], current: true, onlyIfThere: true };
  const questions = Array.from({ length: incident.madePrivate?.generation ?? 0 }, (_, index) => `${id}/unrouted-g${index + 1}`);
  return [
    { kind: 'message', key: `${id}/announcement`, to: organisation.announcements, ...words },
    ...questions.map((key): Effect => ({ kind: 'message', key, to: organisation.unrouted, ...words })),
  ];
}

/** Put away once there is another: until then it says that nothing more should be written there. */
function formerRoom({ id, incident: { room } }: IncidentView, channel: string, nth: number): Effect[] {
  const key = `${id}/former/${nth}`;
  const [topic, gone] = ['Private now', 'This incident is private now.'];
  const where = {
    awaited: 'It goes on in a private channel, which is on its way.',
    open: 'It goes on in a private channel, and this one is archived. Those who are at it have been brought along; others are let in by those who are in it.',
    refused: 'Slack made no private channel for it, so it has none: speak to each other directly.',
  }[room.state];
  const text = `🔒 ${gone} ${where} Please write nothing more here: what stands in this channel stays readable to everyone in the workspace.`;
  return [
    { kind: 'message', key: `${id}/card`, to: channel, current: true, onlyIfThere: true, text: gone, blocks: [context(gone)] },
    { kind: 'topic', key: `${key}/topic`, channel, topic },
    { kind: 'purpose', key: `${key}/purpose`, channel, purpose: topic },
    { kind: 'message', key: `${key}/notice`, to: channel, current: true, text },
    ...(room.state === 'open' ? [{ kind: 'archive' as const, key: `${key}/archive`, channel }] : []),
  ];
}
