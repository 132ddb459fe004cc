import type { KnownBlock } from '@slack/types';
import { type Item, type ItemState, itemsOf } from '#domain/transfer/checklist';
import type { Counted } from '#domain/transfer/meanwhile';
import { hasRunOut, isLeftForLater, progress } from '#domain/transfer/readiness';
import { isUnderWay } from '#domain/transfer/under-way';
import type { TransferView } from '#domain/transfer/view';
import { section } from '#slack-kit/blocks';
import { escaped, link, mention, when } from '#slack-kit/text';
import { itemButton } from '#slack-kit/transfer-buttons';
import { itemSaid } from '#slack-kit/transfer-words';

/** Every item with what is known of it, and a button to say more. */
export function list(view: TransferView): { text: string; blocks: KnownBlock[] } {
  const { id, transfer, now } = view;
  const { done, all } = progress(transfer, transfer.state === 'completed' ? transfer.completed.at : now);
  const text = `${id}: ${done} of ${all} items are ready`;
  const open = isUnderWay(transfer) || transfer.state === 'completed';
  const rows = itemsOf(transfer.kind).map((item) => {
    const state = transfer.checklist[item.id];
    const said = section(line(item, state, view));
    return open ? { ...said, accessory: itemButton(id, item.id, state ? 'Change' : 'Check') } : said;
  });
  return { text, blocks: [section(`*What must be true before it changes hands*: ${done} of ${all}`), ...rows] };
}

function line(item: Item, state: ItemState | undefined, view: TransferView): string {
  const { id, number, must } = item;
  const over = view.transfer.state === 'completed' ? view.transfer.completed.at : view.now;
  const ranOut = hasRunOut(item, state, over);
  const amber = id === 'no_open_incidents_or_reviews' && isUnderWay(view.transfer) ? concerns(view) : [];
  const mark = amber.length > 0 ? '⚠' : state === undefined || ranOut ? '–' : state.status === 'done' ? '✓' : '⊘';
  const kind = must ? '' : ' _(should)_';
  const again = ranOut ? [`Ran out: it counts for ${item.forDays} days. Check it again.`] : [];
  return [`${mark} *${number}* ${itemSaid[id]}${kind}`, ...(state ? [known(state, view.words)] : []), ...again, ...amber].join('\n');
}

/** What happened to the service while it was about to move. */
const concerns = ({ incidents }: TransferView): string[] => [
  ...told('incident open', incidents.open),
  ...told('postmortem open', incidents.toReview),
];
const told = (what: string, { named, hidden }: Counted) =>
  named.length + hidden === 0 ? [] : [named.length > 0 ? `_${what}: ${named.join(', ')}_` : `_${what}_`];

function known(state: ItemState, words: Record<string, string>): string {
  const { status, by, at, evidence, reasonId, due } = state;
  const reason = reasonId ? `: ${escaped(words[reasonId] ?? 'Words removed')}` : '';
  const proof = evidence ? ` · ${link(evidence, 'evidence')}` : '';
  const later = due && isLeftForLater(state) ? ` · due ${due}` : '';
  return `${status === 'done' ? 'Done' : 'Waived'} by ${mention(by)}, ${when(at, 'day and time')}${reason}${proof}${later}`;
}
