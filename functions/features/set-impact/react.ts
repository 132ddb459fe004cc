import type { KnownBlock } from '@slack/types';
import type { Effect } from '#domain/effects';
import type { IncidentView, News } from '#domain/incident/view';
import { context, section } from '#slack-kit/blocks';
import { totalSaid, windowsSaid } from '#slack-kit/impact-words';
import { quoted } from '#slack-kit/rich';
import { escaped, mention } from '#slack-kit/text';
import { differing } from './answer.ts';

/** Said in the room: what is on record now and, where it was corrected, what was believed before. */
export function react({ id, incident: { room } }: IncidentView, news: News[]): Effect[] {
  if (room.state !== 'open') return [];
  return news.flatMap(({ version, event, texts }): Effect[] => {
    if (event.type !== 'IncidentImpactChanged') return [];
    const { by, before, windows, reasonId } = event;
    const now = windows.length === 0 ? 'no impact on record' : `${windowsSaid(windows)}\n${totalSaid(windows)}`;
    const said = `*Impact*, says ${mention(by)}: ${now}`;
    const gone = differing(before, windows);
    const why = reasonId && (texts[reasonId]?.body || 'Words removed');
    const blocks: KnownBlock[] = [
      section(said),
      ...(why ? [quoted(why)] : []),
      ...(gone.length > 0 ? [context(`Before: ${windowsSaid(gone)}`)] : []),
    ];
    return [{ kind: 'message', key: `${id}/${version}/impact`, to: room.channel, text: why ? `${said} ${escaped(why)}` : said, blocks }];
  });
}
