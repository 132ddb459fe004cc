import type { Effect } from '#domain/effects';
import type { Fact } from '#domain/incident/events';
import { unrestoredMinutes } from '#domain/incident/restoring';
import { isCovered } from '#domain/incident/routing';
import type { IncidentView, News } from '#domain/incident/view';
import { section } from '#slack-kit/blocks';
import { drillMark, roleName } from '#slack-kit/incident-words';
import { quoted } from '#slack-kit/rich';
import { partyName, restBroken } from '#slack-kit/support-words';
import { cut, escaped, mention, mentions } from '#slack-kit/text';

/** Whoever is next is brought in and called by name, and the room reads why. */
export function react(view: IncidentView, news: News[]): Effect[] {
  const { id, incident } = view;
  if (incident.room.state !== 'open') return [];
  const to = incident.room.channel;
  return news.flatMap(({ version, event, texts }): Effect[] => {
    const raised = event.type === 'IncidentHandedOff' && event.because !== 'handover';
    const hurried = event.type === 'IncidentEscalated' && event.reasonId !== undefined;
    if (!raised && !hurried) return [];
    const words = event.reasonId && cut(texts[event.reasonId]?.body || 'Words removed', 3000);
    const said = event.type === 'IncidentEscalated' ? `${mention(event.by ?? '')} says why:` : passedOn(view, event);
    const people = event.type === 'IncidentHandedOff' ? (event.ladder[0]?.people ?? []) : [];
    const blocks = [section(said), ...(words ? [quoted(words)] : [])];
    const invite: Effect = { kind: 'invite', key: `${id}/${version}/invite`, channel: to, people };
    const text = words ? `${said} ${escaped(words)}` : said;
    return [...(people.length > 0 ? [invite] : []), { kind: 'message', key: `${id}/${version}/raised`, to, text, blocks }];
  });
}

function passedOn(view: IncidentView, { by, because, from, to, ladder }: Fact<'IncidentHandedOff'>): string {
  const [first] = ladder;
  const why =
    because === 'escalated' && by ? `${mention(by)} escalates it` : `Not restored for ${unrestoredMinutes} minutes, so it goes on`;
  const passed = `${drillMark(view.incident)}${why}: from ${partyName(view, from)} to ${partyName(view, to)}.`;
  if (first === undefined) return `${passed} ⚠ Nobody there can be asked. \`/incident swarm\` brings in whoever can help.`;
  if (first.role === 'best_endeavours')
    return `${passed} ${mentions(first.people)}: asked for your best endeavours. This is no page; nobody has to answer at this hour, and nobody counts on when.`;
  const gap =
    first.role === 'on_call' ? '' : ` ⚠ ${isCovered(ladder) ? 'Whoever is on call there should be resting' : 'Nobody is on call there'}.`;
  return `${passed}${gap} Asking ${mentions(first.people)} (${roleName[first.role]}).${restBroken(first.calledOut)}`;
}
