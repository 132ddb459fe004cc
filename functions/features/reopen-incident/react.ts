import type { Effect } from '#domain/effects';
import { isActive } from '#domain/incident/incident';
import type { IncidentView, News } from '#domain/incident/view';
import { section } from '#slack-kit/blocks';
import { quoted } from '#slack-kit/rich';
import { cut, escaped, mention } from '#slack-kit/text';
import { unarchive } from '#slack-kit/unarchive';

/** The room is open again, and everyone who was ever in it is back; who has it is asked by the ladder, from its first rung. */
export function react(view: IncidentView, news: News[]): Effect[] {
  const { id, incident } = view;
  if (incident.room.state !== 'open' || incident.reopened.length === 0) return [];
  const { channel } = incident.room;
  const by = news.flatMap(({ event }) => (event.type === 'IncidentReopened' ? [event.by] : [])).at(-1);
  const shut = isActive(incident) ? [unarchive(view, `${id}/unarchive/${incident.reopened.length}`, channel, by)] : [];
  const told = news.flatMap(({ version, event, texts }): Effect[] => {
    if (event.type !== 'IncidentReopened') return [];
    const said = `${mention(event.by)} opened it again: it is not over. Asking afresh who has it.`;
    const why = event.reasonId && cut(texts[event.reasonId]?.body || 'Words removed', 3000);
    const blocks = [section(said), ...(why ? [quoted(why)] : [])];
    const text = why ? `${said} ${escaped(why)}` : said;
    return [
      { kind: 'invite', key: `${id}/${version}/invite`, channel, people: incident.insiders },
      { kind: 'message', key: `${id}/${version}/reopened`, to: channel, text, blocks },
    ];
  });
  return [...shut, ...told];
}
