import type { KnownBlock } from '@slack/types';
import { holderOf, isActive } from '#domain/incident/incident';
import type { IncidentView } from '#domain/incident/view';
import { serviceName } from '#domain/incident/view';
import { actions } from '#slack-kit/blocks';
import { subscribeButton } from '#slack-kit/incident-buttons';
import { severityLabel, standing, stateName } from '#slack-kit/incident-words';
import { line, strong, where, who, words } from '#slack-kit/rich';
import { escaped } from '#slack-kit/text';

/** One line in `#incidents`, kept current. */
export function announcement(view: IncidentView): { text: string; blocks: KnownBlock[] } {
  const { id, incident, title } = view;
  const { room } = incident;
  const about = `${severityLabel(incident)} · ${serviceName(view)}: ${title}`;
  const holder = holderOf(incident);
  const verb = isActive(incident) ? 'has' : 'had';
  const state = incident.state === 'declared' || incident.state === 'acknowledged' ? [] : [words(`${stateName[incident.state]} · `)];
  const has = holder ? [who(holder), words(` ${verb} it · `)] : [words(`nobody ${verb} it${isActive(incident) ? ' yet' : ''} · `)];
  const place = room.state === 'open' ? where(room.channel) : words(room.state === 'awaited' ? 'channel on its way' : 'no channel');
  return {
    text: `${id} · ${escaped(about)} · ${standing(incident)}`,
    blocks: [
      line(strong(id), words(` · ${about} · `), ...state, ...has, place),
      ...(isActive(incident) ? [actions(subscribeButton(id))] : []),
    ],
  };
}
