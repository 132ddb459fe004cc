import type { Effect } from '#domain/effects';
import type { Fact } from '#domain/incident/events';
import { isActive } from '#domain/incident/incident';
import { isSerious } from '#domain/incident/severity';
import type { IncidentView, News } from '#domain/incident/view';
import { section } from '#slack-kit/blocks';
import { quoted } from '#slack-kit/rich';
import { cut, escaped, groupMention, mention, mentions } from '#slack-kit/text';

/** Said in the room with its reason; card, topic and announcement follow the record by themselves. */
export function react(view: IncidentView, news: News[]): Effect[] {
  const { id, incident } = view;
  if (incident.room.state !== 'open') return [];
  const to = incident.room.channel;
  const changes = news.flatMap(({ version, event, texts }): Effect[] => {
    if (event.type !== 'IncidentSeverityChanged') return [];
    const words = cut(texts[event.reasonId]?.body || 'Words removed', 3000);
    const said = `${change(event)}${called(view, event)}`;
    const key = `${id}/${version}/severity`;
    return [{ kind: 'message', key, to, text: `${said} ${escaped(words)}`, blocks: [section(said), quoted(words)] }];
  });
  return [...swarm(view, to), ...changes];
}

function change({ by, from, to, afterResolution }: Fact<'IncidentSeverityChanged'>): string {
  const after = afterResolution ? ' It is over: it is counted so from here on, and what it was at its worst stays on record.' : '';
  return `*${to.toUpperCase()}* now, it was ${from.toUpperCase()}. ${mention(by)} says why:${after}`;
}

/** An upgrade calls by name those whom it would have brought in at once. While nobody has it the on-call is called anew, and they with them. */
function called({ incident }: IncidentView, { at, from, to, afterResolution }: Fact<'IncidentSeverityChanged'>): string {
  const { routing, passing, askedSince } = incident;
  if (afterResolution || isSerious(from) || !isSerious(to) || routing === undefined) return '';
  if (askedSince >= at && passing.now === undefined) return '';
  const group = routing.group && routing.working ? groupMention(routing.group) : '';
  const people = routing.ifSerious ? mentions(routing.ifSerious) : '';
  const all = [people, group].filter((one) => one !== '').join(' ');
  return all === '' ? '' : `\nBrought in: ${all}`;
}

function swarm({ id, incident }: IncidentView, channel: string): Effect[] {
  const people = incident.routing?.ifSerious ?? [];
  if (people.length === 0 || !isActive(incident) || !isSerious(incident.severity)) return [];
  return [{ kind: 'invite', key: `${id}/invite/serious-g${incident.generation}`, channel, people }];
}
