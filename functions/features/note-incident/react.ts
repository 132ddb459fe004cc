import type { Effect } from '#domain/effects';
import type { IncidentView, News } from '#domain/incident/view';
import { context } from '#slack-kit/blocks';
import { quoted } from '#slack-kit/rich';
import { cut, escaped, mention, when } from '#slack-kit/text';

const longAgoMs = 43_200_000;

/** Small, and in the order in which it was written; the time is the one it tells of. */
export function react({ id, incident: { room } }: IncidentView, news: News[]): Effect[] {
  if (room.state !== 'open') return [];
  return news.flatMap(({ version, event, texts }): Effect[] => {
    if (event.type !== 'IncidentNoted') return [];
    const { at, by, happenedAt, textId } = event;
    const words = cut(texts[textId]?.body || 'Words removed', 3000);
    const shape = Date.parse(at) - Date.parse(happenedAt) < longAgoMs ? 'time' : 'day and time';
    const said = `*Note* from ${mention(by)}, ${when(happenedAt, shape)}:`;
    const key = `${id}/${version}/note`;
    return [{ kind: 'message', key, to: room.channel, text: `${said} ${escaped(words)}`, blocks: [context(said), quoted(words)] }];
  });
}
