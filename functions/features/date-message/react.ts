import type { Effect } from '#domain/effects';
import type { IncidentView, News } from '#domain/incident/view';
import { mention, when } from '#slack-kit/text';

/** Said below the message itself, where those are who know what it tells of. */
export const react = ({ id }: IncidentView, news: News[]): Effect[] =>
  news.flatMap(({ version, event }): Effect[] => {
    if (event.type !== 'IncidentMessageDated') return [];
    const { by, happenedAt, message, thread } = { ...event, thread: event.message.thread ?? event.message.ts };
    const text = `${mention(by)}: on the timeline this is at ${when(happenedAt, 'day and time')}.`;
    return [{ kind: 'message', key: `${id}/${version}/dated`, to: message.channel, thread, text }];
  });
