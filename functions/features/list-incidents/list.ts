import type { KnownBlock } from '@slack/types';
import type { IncidentId, OpenIncident } from '#domain/incident/incident';
import { actions, button, context, literal, section } from '#slack-kit/blocks';
import { severityLabel, whoHasIt } from '#slack-kit/incident-words';
import { channelLink, named, when } from '#slack-kit/text';

export type Row = { id: IncidentId; incident: OpenIncident; title: string; service: string };

export const turned = 'list-incidents';

/** A page of open incidents. Slack allows 50 blocks; ten incidents of two blocks are well within. */
export function list(rows: Row[], next?: string): KnownBlock[] {
  if (rows.length === 0) return [section('No open incidents that you may see.')];
  return [...rows.flatMap(row), ...(next === undefined ? [] : [actions(button(turned, 'Older', next))])];
}

function row({ id, incident, title, service }: Row): KnownBlock[] {
  const room = incident.room.state === 'open' ? ` · ${channelLink(incident.room.channel)}` : '';
  const about = `*${id}* · ${severityLabel(incident)} · ${named(service)} · ${whoHasIt(incident)}${room}`;
  return [literal(title), context(about, `since ${when(incident.declaredAt, 'day and time')}`)];
}
