import type { KnownBlock } from '@slack/types';
import type { Effect } from '#domain/effects';
import type { Similar } from '#domain/incident/similar';
import { type IncidentView, serviceName } from '#domain/incident/view';
import { context, literal, section } from '#slack-kit/blocks';
import { standing } from '#slack-kit/incident-words';
import { channelLink, cut, named, when } from '#slack-kit/text';

/** Said once, when the service is known: what was wrong with it before, and what helped. */
export function react(view: IncidentView): Effect[] {
  const { id, incident, similar } = view;
  if (incident.room.state !== 'open' || incident.service === null || similar.length === 0) return [];
  const text = `Similar incidents: ${named(serviceName(view))} in the last 90 days`;
  const key = `${id}/similar-${incident.service}`;
  return [{ kind: 'message', key, to: incident.room.channel, text, blocks: [section(`*${text}*`), ...similar.flatMap(row)] }];
}

function row({ id, incident, title, ending }: Similar): KnownBlock[] {
  const room = incident.room.state === 'open' ? ` · ${channelLink(incident.room.channel)}` : '';
  const about = `*${id}* · ${incident.severity.toUpperCase()} · ${when(incident.declaredAt, 'day and time')} · ${standing(incident)}${room}`;
  return [literal(cut(title, 300)), context(about), ...(ending ? [context('What helped:'), literal(cut(ending, 500))] : [])];
}
