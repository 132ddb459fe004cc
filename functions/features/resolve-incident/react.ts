import type { Effect } from '#domain/effects';
import type { IncidentView, News } from '#domain/incident/view';
import { actions, section } from '#slack-kit/blocks';
import { endedWith } from '#slack-kit/impact-ending';
import { impactButton } from '#slack-kit/incident-buttons';
import { fixName } from '#slack-kit/incident-words';
import { quoted } from '#slack-kit/rich';
import { cut, escaped, mention } from '#slack-kit/text';

/** How it ended, for those who were at it and for whoever reads it next; what is not known yet is asked. */
export function react({ id, incident: { room, impact } }: IncidentView, news: News[]): Effect[] {
  if (room.state !== 'open') return [];
  return news.flatMap(({ version, event, texts }): Effect[] => {
    if (event.type !== 'IncidentResolved') return [];
    const said = `${mention(event.by)}: *resolved*, with ${fixName[event.fix]}.`;
    const how = cut(texts[event.howId]?.body || 'Words removed', 3000);
    const asks = impact.length === 0;
    const more = [
      endedWith(news, version).trim(),
      event.fix === 'workaround' ? 'The cause is still there: a permanent fix is to be proposed.' : '',
      asks ? 'No impact is on record: from when to when were customers hurt?' : '',
    ].filter((sentence) => sentence !== '');
    return [
      {
        kind: 'message',
        key: `${id}/${version}/resolved`,
        to: room.channel,
        text: [said, escaped(how), ...more].join(' '),
        blocks: [
          section(said),
          quoted(how),
          ...(more.length > 0 ? [section(more.join('\n'))] : []),
          ...(asks ? [actions(impactButton(id))] : []),
        ],
      },
    ];
  });
}
