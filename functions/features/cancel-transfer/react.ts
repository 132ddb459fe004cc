import type { Effect } from '#domain/effects';
import { inThread, toEach } from '#domain/transfer/places';
import type { TransferNews, TransferView } from '#domain/transfer/view';
import { section } from '#slack-kit/blocks';
import { quoted } from '#slack-kit/rich';
import { escaped, mention } from '#slack-kit/text';
import { moveSaid } from '#slack-kit/transfer-said';
import { actsAsSaid } from '#slack-kit/transfer-words';

/** It is over before it was completed: said to everybody whom it concerned. */
export function react(view: TransferView, news: TransferNews[]): Effect[] {
  const { transfer, from, to } = view;
  const concerned = [transfer.requestedBy, transfer.productManager, from?.lead, to?.lead];
  return news.flatMap(({ version, event, texts }): Effect[] => {
    if (event.type === 'TransferExpired') {
      const text = `${moveSaid(view)}: nobody has answered for ten working days, so it has expired. The owner is as before; \`/service transfer\` asks again.`;
      return [inThread(view, `${version}/expired`, { text }), ...toEach(view, `${version}/expired`, concerned, { text })];
    }
    if (event.type !== 'TransferCancelled') return [];
    const reason = texts[event.reasonId] ?? 'Words removed';
    const said = `${view.id}: ${mention(event.by)} (${actsAsSaid[event.as]}) has called it off. The owner is as before, and nothing has moved.`;
    const words = { text: `${said} ${escaped(reason)}`, blocks: [section(said), quoted(reason)] };
    return [
      inThread(view, `${version}/cancelled`, words),
      ...toEach(
        view,
        `${version}/cancelled`,
        concerned.filter((person) => person !== event.by),
        words,
      ),
    ];
  });
}
