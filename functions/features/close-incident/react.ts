import type { Effect } from '#domain/effects';
import type { IncidentView, News } from '#domain/incident/view';
import { mention } from '#slack-kit/text';

export function react({ id, incident: { room } }: IncidentView, news: News[]): Effect[] {
  if (room.state !== 'open') return [];
  return news.flatMap(({ version, event }): Effect[] => {
    if (event.type !== 'IncidentClosed') return [];
    const text = `${mention(event.by)} closed it: nothing is left to do.`;
    return [{ kind: 'message', key: `${id}/${version}/closed`, to: room.channel, text }];
  });
}
