import type { Effect } from '#domain/effects';
import type { ServiceNews, ServiceView } from '#domain/service/view';
import { inThread } from '#domain/transfer/places';
import type { TransferNews, TransferView } from '#domain/transfer/view';
import { literal, section } from '#slack-kit/blocks';
import { cut, mention, named, when } from '#slack-kit/text';

/** Said where ownership is spoken of, although nothing has moved: whoever depends on it may ask for features again. */
export const react = ({ id, service, organisation }: ServiceView, news: ServiceNews[]): Effect[] =>
  news.flatMap(({ version, event }): Effect[] => {
    if (event.type !== 'ServiceHandedBack') return [];
    const text = `*${named(service.name)}* is back in active development with ${named(event.team)}, says ${mention(event.by)}: there is money for features until ${event.fundedUntil}. Nothing moves: ${named(event.team)} has run it all along, and goes on being asked.`;
    return [{ kind: 'message', key: `${id}/${version}/handed-back`, to: organisation.ownership, text, blocks: [section(text)] }];
  });

/** What was, in the thread of the transfer by which it goes to others. */
export const showLog = (view: TransferView, news: TransferNews[]): Effect[] =>
  news.flatMap(({ event, texts }): Effect[] => {
    if (event.type !== 'MaintenanceLogExported') return [];
    const words = texts[event.logId] ?? 'Words removed';
    const title = `*Maintenance log*, since ${when(event.since, 'day and time')} (item H7)`;
    const blocks = [section(title), literal(cut(words, 2900))];
    return [
      inThread(view, 'maintenance-log', { text: `Maintenance log of ${named(view.service?.name ?? view.transfer.service)}`, blocks }),
    ];
  });
