import type { Effect } from '#domain/effects';
import type { IncidentView, News } from '#domain/incident/view';
import { context } from '#slack-kit/blocks';
import { quoted } from '#slack-kit/rich';
import { cut, escaped, mention, when } from '#slack-kit/text';

const longAgoMs = 43_200_000;

/** Small, and in the order in which it was written; the time is the one it tells of. */
export function react({ id, incident: { room } }: IncidentView, news: News[]): Effect[] {
  if (room.state !== 'open') return [];
  const channel = room.channel;
  return news.flatMap(({ version, event, texts }): Effect[] => {
    if (event.type === 'IncidentNotesErased')
      return event.notes.map((note) => {
        const said = `*Note* from ${mention(event.by)}, ${when(note.happenedAt, 'day and time')}:`;
        const gone = { text: `${said} Words removed`, blocks: [context(said), quoted('Words removed')] };
        return { kind: 'message', key: noteKey(id, note.version), to: channel, ...gone, current: true, onlyIfThere: true };
      });
    if (event.type !== 'IncidentNoted') return [];
    const { at, by, happenedAt, textId } = event;
    const words = cut(texts[textId]?.body || 'Words removed', 3000);
    const shape = Date.parse(at) - Date.parse(happenedAt) < longAgoMs ? 'time' : 'day and time';
    const said = `*Note* from ${mention(by)}, ${when(happenedAt, shape)}:`;
    const text = `${said} ${escaped(words)}`;
    return [{ kind: 'message', key: noteKey(id, version), to: channel, text, blocks: [context(said), quoted(words)] }];
  });
}

const noteKey = (id: IncidentView['id'], version: number) => `${id}/${version}/note`;
