import type { Effect } from '#domain/effects';
import { isActive } from '#domain/incident/incident';
import { roomKey } from '#domain/incident/room';
import type { IncidentView, News } from '#domain/incident/view';
import { judging } from '#slack-kit/alert-buttons';
import { actions, section } from '#slack-kit/blocks';
import { quoted } from '#slack-kit/rich';
import { cut, escaped, mention } from '#slack-kit/text';
import { announcement } from './announcement.ts';
import { card } from './card.ts';

const patienceMs = 10_000;

/** What is read by those in the room and, unless it is private, by everyone in `#incidents`. */
export function react(view: IncidentView, news: News[]): Effect[] {
  const { id, incident, organisation } = view;
  const announced: Effect[] = incident.private
    ? []
    : [{ kind: 'message', key: `${id}/announcement`, to: organisation.announcements, current: true, ...announcement(view) }];
  // Usually the channel is there in a second and one message says it all; where Slack holds it back, nobody waits for that.
  if (incident.room.state === 'awaited') return Date.parse(view.now) - Date.parse(incident.declaredAt) > patienceMs ? announced : [];
  if (incident.room.state === 'refused') return announced;
  const { channel } = incident.room;
  return [
    ...announced,
    { kind: 'message', key: `${roomKey(id, incident)}/card`, to: channel, current: true, pin: true, ...card(view, view.near) },
    ...reports(view, news, channel),
  ];
}

/** A second declaration of the same is heard by those who are at it. */
function reports({ id, incident }: IncidentView, news: News[], to: string): Effect[] {
  return news.flatMap(({ version, event, texts }): Effect[] => {
    if (event.type !== 'IncidentReported') return [];
    const words = cut(
      [event.textId, event.symptomsId].flatMap((text) => (text && texts[text]?.body) || []).join('\n') || 'Words removed',
      3000,
    );
    const said = isActive(incident)
      ? `${mention(event.reportedBy)} reports it too:`
      : `${mention(event.reportedBy)} reports it, though it is over. If it has come back: \`/incident reopen\`.`;
    return [
      {
        kind: 'message',
        key: `${id}/${version}/report`,
        to,
        text: `${said} ${escaped(words)}`,
        blocks: [section(said), quoted(words), ...(event.alert ? [actions(judging(event.alert, true))] : [])],
      },
    ];
  });
}
