import type { Effect } from '#domain/effects';
import { isActive } from '#domain/incident/incident';
import type { IncidentView, News } from '#domain/incident/view';
import { actions, section } from '#slack-kit/blocks';
import { acknowledgeButton } from '#slack-kit/incident-buttons';
import { mention } from '#slack-kit/text';

/** What machines say is heard by those who are at it; what follows from it is theirs, as soon as one of them has touched it. */
export function react({ id, incident }: IncidentView, news: News[]): Effect[] {
  const { room } = incident;
  if (room.state !== 'open') return [];
  return news.flatMap(({ version, event }): Effect[] => {
    if (event.type === 'IncidentAlertCleared') {
      const others = incident.alerts.length;
      const few = others > 0 ? ` ${others === 1 ? 'Another alert is' : `${others} other alerts are`} not over.` : '';
      const more = incident.moreAlerts ? ' There are more alerts than I can tell apart.' : few;
      const stays = isActive(incident) ? `${more} It stays open until one of you says that it is over: \`/incident resolve\`.` : '';
      return [
        { kind: 'message', key: `${id}/${version}/cleared`, to: room.channel, text: `${mention(event.by)} no longer sees it.${stays}` },
      ];
    }
    if (event.type !== 'IncidentAnsweredElsewhere') return [];
    const text = `Somebody answered in ${mention(event.by)}, and I cannot see who. Whoever it is, please press: until then others are asked.`;
    const button = incident.state === 'declared' ? [actions(acknowledgeButton(id))] : [];
    return [{ kind: 'message', key: `${id}/${version}/answered`, to: room.channel, text, blocks: [section(text), ...button] }];
  });
}
