import type { Effect } from '#domain/effects';
import type { IncidentView, News } from '#domain/incident/view';
import { section } from '#slack-kit/blocks';
import { quoted } from '#slack-kit/rich';
import { cut, escaped, mention, when } from '#slack-kit/text';

/** Said in the room as it was written; card and announcement follow the record by themselves. */
export function react({ id, incident: { room } }: IncidentView, news: News[]): Effect[] {
  if (room.state !== 'open') return [];
  return news.flatMap(({ version, event, texts }): Effect[] => {
    if (event.type !== 'IncidentUpdated') return [];
    const words = cut(texts[event.textId]?.body || 'Words removed', 3000);
    const next = event.nextBy ? ` Next update by ${when(event.nextBy)}.` : '';
    const said = `*Update* from ${mention(event.by)}:${next}`;
    return [
      {
        kind: 'message',
        key: `${id}/${version}/update`,
        to: room.channel,
        text: `${said} ${escaped(words)}`,
        blocks: [section(said), quoted(words)],
      },
    ];
  });
}
