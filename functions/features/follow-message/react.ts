import type { Effect } from '#domain/effects';
import type { IncidentView, News } from '#domain/incident/view';

/** A reaction says where the message stands and not what it says. Nothing is said in the room: the 📌 itself stands there. */
export const react = ({ id }: IncidentView, news: News[]): Effect[] =>
  news.flatMap(({ version, event }): Effect[] =>
    event.type === 'IncidentMessagePinned' ? [{ kind: 'read-message', key: `${id}/${version}/message`, ...event.message }] : [],
  );
