import type { Effect } from '#domain/effects';
import type { IncidentView, News } from '#domain/incident/view';
import { channelLink, mention, mentions } from '#slack-kit/text';
import { unarchive } from '#slack-kit/unarchive';

/** The room of the one points to the other, and in the other everyone hears who has come and why. */
export function react(view: IncidentView, news: News[]): Effect[] {
  const { room } = view.incident;
  if (room.state !== 'open') return [];
  return news.flatMap(({ version, event }): Effect[] => {
    const said = (text: string): Effect => ({ kind: 'message', key: `${view.id}/${version}/duplicate`, to: room.channel, text });
    if (event.type === 'IncidentMarkedDuplicate')
      return [
        ...(event.of === null ? [unarchive(view, `${view.id}/${version}/unarchive`, room.channel, event.by)] : []),
        said(pointed(view, event.by, event.of)),
      ];
    if (event.type !== 'IncidentDuplicatesChanged') return [];
    const { by, duplicate, people, added } = event;
    if (!added) return [said(`${mention(by)}: *${duplicate}* is one of its own after all, and goes on there.`)];
    const come = people.length > 0 ? ` From there come ${mentions(people)}.` : '';
    return [
      { kind: 'invite', key: `${view.id}/${version}/invite`, channel: room.channel, people },
      said(`${mention(by)}: *${duplicate}* is the same as this one, which goes on for both.${come}`),
    ];
  });
}

function pointed({ id, sameAs }: IncidentView, by: string, of: string | null): string {
  if (of === null) return `${mention(by)}: *${id}* is one of its own after all, and goes on here.`;
  const said = `${mention(by)}: this is the same as`;
  const ends = 'Nobody is asked here any more';
  const archived = 'this channel is archived in ten minutes.';
  // Closed when in doubt: it is not seen where it has become private since, and nobody from here is brought there.
  if (sameAs?.id !== of) return `${said} another one, which goes on for both. ${ends}, and ${archived}`;
  const { room } = sameAs.incident;
  const place = room.state === 'open' ? `: ${channelLink(room.channel)}` : '';
  return `${said} *${of}*, which goes on for both${place}. ${ends}; whoever is here is brought there, and ${archived}`;
}
