import type { Effect } from '#domain/effects';
import type { Fact } from '#domain/incident/events';
import { isActive } from '#domain/incident/incident';
import type { IncidentView, News } from '#domain/incident/view';
import { serviceName } from '#domain/incident/view';
import { context, literal, section } from '#slack-kit/blocks';
import { answerButtons } from '#slack-kit/handover-buttons';
import { drillMark, severityLabel } from '#slack-kit/incident-words';
import { quoted } from '#slack-kit/rich';
import { partyName, restBroken, restSaid } from '#slack-kit/support-words';
import { channelLink, cut, escaped, mention, mentions, named } from '#slack-kit/text';

type Words = { said: string; words?: string | undefined; people?: string[]; buttons?: ReturnType<typeof answerButtons> };

/** Asked, answered and passed on in the room, where everybody reads it; whoever is asked comes in. */
export function react(view: IncidentView, news: News[]): Effect[] {
  const { id, incident } = view;
  if (incident.room.state !== 'open') return [];
  const to = incident.room.channel;
  return news.flatMap(({ version, event, texts }): Effect[] => {
    const reasonOf = (text: string | undefined) => text && cut(texts[text]?.body || 'Words removed', 3000);
    const told = tell(view, event, reasonOf);
    if (told === undefined) return [];
    const { said, words, people = [], buttons } = told;
    const blocks = [section(said), ...(words ? [quoted(words)] : []), ...(buttons ? [buttons] : [])];
    const invite: Effect = { kind: 'invite', key: `${id}/${version}/invite`, channel: to, people };
    const text = words ? `${said} ${escaped(words)}` : said;
    return [...(people.length > 0 ? [invite] : []), { kind: 'message', key: `${id}/${version}/handover`, to, text, blocks }];
  });
}

function tell(view: IncidentView, event: News['event'], reasonOf: (text: string | undefined) => string | undefined): Words | undefined {
  const { id, incident } = view;
  switch (event.type) {
    case 'IncidentHandoverAsked': {
      const { by, team, people, calledOut, reasonId } = event;
      const said = `${drillMark(incident)}${mention(by)} asks ${named(team)} to take it. ${mentions(people)}, is it yours? Until you say so it stays where it is.${restBroken(calledOut)}`;
      return { said, words: reasonOf(reasonId), people, buttons: answerButtons(id, incident.passing.asks) };
    }
    case 'IncidentHandoverDeclined': {
      const { by, team, reasonId } = event;
      if (!isActive(incident)) return undefined;
      const said = by ? `${mention(by)}: ${named(team)} does not take it.` : `${named(team)} has not answered.`;
      return { said: `${said} It stays where it is. \`/incident swarm\` brings people in who can help.`, words: reasonOf(reasonId) };
    }
    case 'IncidentHandedOff':
      return event.because === 'handover'
        ? { said: takenOver(view, event), people: [...(event.by ? [event.by] : []), ...event.managers] }
        : undefined;
    default:
      return undefined;
  }
}

function takenOver(view: IncidentView, { by, from, to, askedAt, at, managers }: Fact<'IncidentHandedOff'>): string {
  const minutes = Math.round((Date.parse(at) - Date.parse(askedAt)) / 60_000);
  const waited = minutes === 0 ? '' : ` They were waited for ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`;
  const often =
    managers.length === 0
      ? ''
      : ` It changes hands for the third time: ${mentions(managers)}, please find who can solve it, as incident manager.`;
  return `${mention(by ?? '')} takes it: from ${partyName(view, from)} to ${partyName(view, to)}.${waited} Who owns ${named(serviceName(view))} does not change by it.${often}`;
}

/** Those who are asked to take it may be asleep: a page each, in a lane of its own. */
export function page(view: IncidentView): Effect[] {
  const { id, incident, title } = view;
  const { request, asks } = incident.passing;
  if (request === undefined) return [];
  const room = incident.room.state === 'open' ? channelLink(incident.room.channel) : 'Its channel is on its way.';
  const head = `${id} · ${severityLabel(incident)} · ${escaped(serviceName(view))}`;
  return request.people.map((person): Effect => {
    const why = `${mention(request.by)} asks ${named(request.team)} to take it.${restSaid(request.calledOut, person)}`;
    const blocks = [section(`*${head}*`), literal(title), context(why, room), answerButtons(id, asks)];
    return {
      kind: 'page',
      key: `${id}/page/handover-${asks}/${person}`,
      person,
      rung: null,
      generation: incident.generation,
      onlyIfThere: !isActive(incident),
      text: `${head}: ${escaped(title)}`,
      blocks,
    };
  });
}
