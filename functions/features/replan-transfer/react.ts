import type { Effect } from '#domain/effects';
import { inThread, toEach } from '#domain/transfer/places';
import type { TransferNews, TransferView } from '#domain/transfer/view';
import { mention, when } from '#slack-kit/text';

/** Another date concerns everybody who counts on it. */
export function react(view: TransferView, news: TransferNews[]): Effect[] {
  const { transfer, from, to } = view;
  return news.flatMap(({ version, event }): Effect[] => {
    if (event.type !== 'TransferReplanned') return [];
    const text = `${view.id}: ${mention(event.by)} has moved it to ${when(event.plannedAt, 'day and time')} at the earliest.`;
    const others = [transfer.requestedBy, transfer.productManager, from?.lead, to?.lead].filter((person) => person !== event.by);
    return [inThread(view, `${version}/replanned`, { text }), ...toEach(view, `${version}/replanned`, others, { text })];
  });
}
