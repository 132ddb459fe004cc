import type { Effect } from '#domain/effects';
import type { ServiceNews, ServiceView } from '#domain/service/view';
import { section } from '#slack-kit/blocks';
import { mention, named, when } from '#slack-kit/text';

/** Whoever has or had it by that hears of it, and so does everybody where ownership is spoken of. */
export const react = ({ id, service, organisation }: ServiceView, news: ServiceNews[]): Effect[] =>
  news.flatMap(({ version, event }): Effect[] => {
    if (event.type !== 'OwnershipCorrected' || event.by === undefined || event.tell === undefined) return [];
    const { by, from, until } = event;
    const span = `${when(from, 'day and time')} ${until ? `to ${when(until, 'day and time')}` : 'on'}`;
    const now = service.owned ? ` It is with ${named(service.owned.owner)} now.` : '';
    const text = `${mention(by)} has corrected whose *${named(service.name)}* was from ${span}.${now} Incidents of that time are attributed anew; what was believed before stays on record: \`/service history ${service.slug}\`.`;
    const asked = `${text} Where that is not how it was, tell ${mention(by)}, who can correct it again.`;
    return [
      ...event.tell.map((person) => said(`${id}/${version}/corrected/${person}`, person, asked)),
      said(`${id}/${version}/corrected`, organisation.ownership, text),
    ];
  });

const said = (key: string, to: string, text: string): Effect => ({ kind: 'message', key, to, text, blocks: [section(text)] });
