import type { KnownBlock } from '@slack/types';
import * as z from 'zod';
import { type IncidentId, isActive, type OpenIncident } from '#domain/incident/incident';
import { ServiceSlug } from '#domain/service/service';
import { actions, button, context, literal, section } from '#slack-kit/blocks';
import { severityLabel, stateName, whoHasIt } from '#slack-kit/incident-words';
import { channelLink, cut, named, when } from '#slack-kit/text';

export type Row = { id: IncidentId; incident: OpenIncident; title: string; service: string };

export const turned = 'list-incidents';

/** What is listed, and from where on. It travels in the button, so that the next page is of the same. */
export const Wanted = z.object({
  which: z.enum(['open', 'over']),
  service: ServiceSlug.optional(),
  since: z.iso.datetime().optional(),
  cursor: z.string().optional(),
});
export type Wanted = z.infer<typeof Wanted>;
export const readWanted = (value: string | undefined): Wanted => Wanted.parse(JSON.parse(value ?? ''));

export const heading = ({ which }: Wanted) => (which === 'open' ? 'Open incidents' : 'Incidents that are over');

/** A page. Slack allows 50 blocks of so many characters in all; seventeen incidents are within. `next` where there may be more. */
export function list(rows: Row[], wanted: Wanted, next?: string): KnownBlock[] {
  const older = next === undefined ? [] : [actions(button(turned, 'Older', JSON.stringify({ ...wanted, cursor: next })))];
  if (rows.length === 0) return [section(nothing(wanted, next)), ...older];
  return [...rows.flatMap(row), ...older];
}

function nothing({ which, service, cursor }: Wanted, next: string | undefined): string {
  if (which === 'open') return 'No open incidents that you may see.';
  const about = `${cursor === undefined ? 'No' : 'No more'} incidents that are over and that you may see${service ? ` of ${named(service)}` : ''}`;
  return next === undefined ? `${about}.` : `${about} among the newest; there are older ones to look through.`;
}

function row({ id, incident, title, service }: Row): KnownBlock[] {
  const room = incident.room.state === 'open' ? ` · ${channelLink(incident.room.channel)}` : '';
  const about = `*${id}* · ${severityLabel(incident)} · ${named(cut(service, 80))}`;
  if (isActive(incident))
    return [literal(title), context(`${about} · ${whoHasIt(incident)}${room}`, `since ${when(incident.declaredAt, 'day and time')}`)];
  const over = 'resolved' in incident && incident.resolved ? ` to ${when(incident.resolved.at, 'day and time')}` : '';
  return [literal(title), context(`${about} · ${stateName[incident.state]}${room}`, `${when(incident.declaredAt, 'day and time')}${over}`)];
}
