import type { Effect } from '#domain/effects';
import type { IncidentView, News } from '#domain/incident/view';
import { section } from '#slack-kit/blocks';
import { quoted } from '#slack-kit/rich';
import { cut, escaped, mention } from '#slack-kit/text';

/** Whoever was called hears that they need not come, and why. Timers and questions end by themselves: nothing asks of what is over. */
export function react({ id, incident: { room } }: IncidentView, news: News[]): Effect[] {
  if (room.state !== 'open') return [];
  return news.flatMap(({ version, event, texts }): Effect[] => {
    if (event.type !== 'IncidentCancelled') return [];
    const said = `${mention(event.by)}: *false alarm*. Nobody is asked any more.`;
    const why = cut(texts[event.reasonId]?.body || 'Words removed', 3000);
    return [
      {
        kind: 'message',
        key: `${id}/${version}/cancelled`,
        to: room.channel,
        text: `${said} ${escaped(why)}`,
        blocks: [section(said), quoted(why)],
      },
    ];
  });
}
