import type { Effect } from '#domain/effects';
import type { IncidentView, News } from '#domain/incident/view';
import { mention } from '#slack-kit/text';

/** Invited, and those who are in it know who let them in. */
export function react({ id, incident: { room } }: IncidentView, news: News[]): Effect[] {
  if (room.state !== 'open') return [];
  const { channel } = room;
  return news.flatMap(({ version, event }): Effect[] => {
    if (event.type !== 'IncidentAccessGranted') return [];
    const text = `${mention(event.by)} let ${mention(event.person)} in.`;
    return [
      { kind: 'invite', key: `${id}/${version}/invite`, channel, people: [event.person] },
      { kind: 'message', key: `${id}/${version}/access`, to: channel, text },
    ];
  });
}
