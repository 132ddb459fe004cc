import type { Effect } from '#domain/effects';
import { holderOf } from '#domain/incident/incident';
import type { IncidentView, News } from '#domain/incident/view';
import { peopleAmong } from '#domain/person/author';
import { actions, section } from '#slack-kit/blocks';
import { resolveButton, updateButton } from '#slack-kit/incident-buttons';
import { mention, when } from '#slack-kit/text';
import { goesOnButton } from './buttons.ts';

/** Asked in the room, of whoever leads or has it; without a room, of them or of whoever reported it. */
export function react({ id, incident }: IncidentView, news: News[]): Effect[] {
  const { room } = incident;
  const asked = incident.roles.commander ?? holderOf(incident) ?? peopleAmong(incident.reportedBy)[0];
  const to = room.state === 'open' ? room.channel : asked;
  if (to === undefined) return [];
  return news.flatMap(({ version, event }): Effect[] => {
    if (event.type === 'IncidentStillGoing')
      return [{ kind: 'message', key: `${id}/${version}/goes-on`, to, text: `${mention(event.by)} says that it is still going on.` }];
    // Nobody is asked what somebody has answered meanwhile.
    if (event.type !== 'IncidentWentQuiet' || incident.quietSince === null) return [];
    const silence = `${asked ? `${mention(asked)} ` : ''}Nobody has put anything on record about ${id} since ${when(event.since, 'day and time')}.`;
    const text = `${silence} Is it still going on? If it is over, resolve it; if it is somebody else's to finish, \`/incident handover\` passes it on. It stays open until a person says otherwise.`;
    const blocks = [section(text), actions(goesOnButton(id), updateButton(id), resolveButton(id))];
    return [{ kind: 'message', key: `${id}/${version}/quiet`, to, text, blocks }];
  });
}
