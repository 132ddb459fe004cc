import type { Effect } from '#domain/effects';
import type { IncidentView } from '#domain/incident/view';
import { type Author, isPerson } from '#domain/person/author';
import { channelLink } from './text.ts';

type Unarchive = Extract<Effect, { kind: 'unarchive' }>;

/** Opens the room again. Where only a person can, whoever wanted it hears that; what a machine wanted, one who knows the incident. */
export function unarchive({ id, incident, organisation }: IncidentView, key: string, channel: string, by: Author | undefined): Unarchive {
  const to = by !== undefined && isPerson(by) ? by : incident.private ? incident.insiders[0] : organisation.operations;
  const text = `*${id}* goes on in a channel that is archived. Please unarchive ${channelLink(channel)}: Slack lets only a person do that. Nothing is lost, and what is meant for it comes some minutes later.`;
  const ask: Effect[] = to === undefined ? [] : [{ kind: 'message', key: `${key}/ask`, to, text }];
  return { kind: 'unarchive', key, channel, otherwise: ask };
}
