import type { Effect } from '#domain/effects';
import type { IncidentView, News } from '#domain/incident/view';
import { mention } from '#slack-kit/text';

/** Says aloud who has it. The ladder stops by itself: `timers(incident)` has no rung once someone has it. */
export function react({ id, incident: { room } }: IncidentView, news: News[]): Effect[] {
  if (room.state !== 'open') return [];
  return news.flatMap(({ version, event }): Effect[] => {
    const key = `${id}/${version}/who-has-it`;
    if (event.type === 'IncidentAcknowledged') return [{ kind: 'message', key, to: room.channel, text: `${mention(event.by)} has it.` }];
    if (event.type === 'IncidentUnacknowledged') {
      return [{ kind: 'message', key, to: room.channel, text: `${mention(event.by)} no longer has it. Asking again.` }];
    }
    return [];
  });
}
