import type { Effect } from '#domain/effects';
import type { IncidentView, News } from '#domain/incident/view';
import { endedWith } from '#slack-kit/impact-ending';
import { mention } from '#slack-kit/text';

/** Good news is heard by everyone who is at it. */
export function react({ id, incident: { room } }: IncidentView, news: News[]): Effect[] {
  if (room.state !== 'open') return [];
  return news.flatMap(({ version, event }): Effect[] => {
    if (event.type !== 'IncidentMitigated') return [];
    const text = `${mention(event.by)}: mitigated, customers are no longer hurt.${endedWith(news, version)} The cause may still be there.`;
    return [{ kind: 'message', key: `${id}/${version}/mitigated`, to: room.channel, text }];
  });
}
