import type { Effect } from '#domain/effects';
import type { IncidentView, News } from '#domain/incident/view';
import { section } from '#slack-kit/blocks';
import { quoted } from '#slack-kit/rich';
import { escaped, mention } from '#slack-kit/text';

/** Said in the room; card, purpose and announcement follow the record by themselves. */
export function react({ id, incident: { room } }: IncidentView, news: News[]): Effect[] {
  if (room.state !== 'open') return [];
  return news.flatMap(({ version, event, texts }): Effect[] => {
    if (event.type !== 'IncidentTitleChanged') return [];
    const title = texts[event.titleId]?.body || 'Words removed';
    const said = `${mention(event.by)} changed the title:`;
    const blocks = [section(said), quoted(title)];
    return [{ kind: 'message', key: `${id}/${version}/title`, to: room.channel, text: `${said} ${escaped(title)}`, blocks }];
  });
}
