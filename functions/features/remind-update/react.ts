import type { Effect } from '#domain/effects';
import { holderOf } from '#domain/incident/incident';
import type { IncidentView, News } from '#domain/incident/view';
import { actions, section } from '#slack-kit/blocks';
import { updateButton } from '#slack-kit/incident-buttons';
import { channelLink, mention } from '#slack-kit/text';
import { snoozeButtons } from './buttons.ts';

/** Whoever leads is reminded, else whoever has it, else the room. Nobody is reminded of what somebody has just done. */
export function react({ id, incident }: IncidentView, news: News[]): Effect[] {
  const told = incident.roles.commander ?? holderOf(incident);
  const room = incident.room.state === 'open' ? incident.room.channel : undefined;
  const to = told ?? room;
  if (to === undefined) return [];
  return news.flatMap(({ version, event }): Effect[] => {
    if (event.type !== 'IncidentUpdateOverdue' || (incident.telling.last?.at ?? '') > event.at) return [];
    const place = room && told ? ` in ${channelLink(room)}` : '';
    const text = `${told ? `${mention(told)} ` : ''}People wait to hear how ${id} goes${place}. One sentence is enough: what is known, what is being done.`;
    const blocks = [section(text), actions(updateButton(id), ...snoozeButtons(id))];
    return [{ kind: 'message', key: `${id}/${version}/remind`, to, text, blocks }];
  });
}
