import type { KnownBlock } from '@slack/types';
import type { Subscriber } from '#domain/incident/telling-events';
import { type IncidentView, serviceName } from '#domain/incident/view';
import { context, literal } from '#slack-kit/blocks';
import { severityLabel, stateName, whoHasIt } from '#slack-kit/incident-words';
import { line, strong, words } from '#slack-kit/rich';
import { channelLink, cut, escaped, when } from '#slack-kit/text';

type Said = { text: string; blocks: KnownBlock[] };

/** What a subscriber reads first: what it is and where it stands, kept current. Everything later stands in its thread. */
export function thread(view: IncidentView, { kind }: Subscriber): Said {
  const { id, incident, title, update } = view;
  const about = `${severityLabel(incident)} · ${serviceName(view)}: ${title}`;
  const room = incident.room.state === 'open' ? [channelLink(incident.room.channel)] : [];
  const end = kind === 'person' ? `/incident unsubscribe ${id}` : `/incident unsubscribe ${id} #channel`;
  return {
    text: `${id} · ${escaped(about)} · ${stateName[incident.state]} · ${whoHasIt(incident)}`,
    blocks: [
      line(strong(id), words(` · ${about}`)),
      context(`*${stateName[incident.state]}* · ${whoHasIt(incident)}`, ...room),
      ...(update ? [context(`*Last update* ${when(incident.telling.last?.at ?? incident.declaredAt)}`), literal(cut(update, 1500))] : []),
      context(`Changes and updates follow in this thread. \`${end}\` ends it.`),
    ],
  };
}

/** What stands above the thread of someone who hears no more. Whoever may not know of it any more reads nothing of it either. */
export function ended({ id, title, incident }: IncidentView, hidden: boolean): Said {
  const text = hidden
    ? 'Nothing more is told here of this incident: it is private now.'
    : `${id}: ${escaped(title)}. You hear no more of it here.`;
  const again = hidden || incident.private ? [] : [context(`\`/incident subscribe ${id}\` begins again.`)];
  return {
    text,
    blocks: hidden ? [context(text)] : [line(strong(id), words(`: ${title}`)), context('No more of it is told here.'), ...again],
  };
}
