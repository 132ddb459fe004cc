import type { KnownBlock } from '@slack/types';
import { type Item, type ItemState, itemsOf } from '#domain/transfer/checklist';
import { isUnderWay } from '#domain/transfer/transfer';
import type { TransferView } from '#domain/transfer/view';
import { section } from '#slack-kit/blocks';
import { escaped, link, mention, when } from '#slack-kit/text';
import { itemButton } from '#slack-kit/transfer-buttons';
import { progress } from '#slack-kit/transfer-journey';
import { itemSaid } from '#slack-kit/transfer-words';

/** Every item with what is known of it, and a button to say more. */
export function list(view: TransferView): { text: string; blocks: KnownBlock[] } {
  const { id, transfer } = view;
  const { done, all } = progress(transfer);
  const text = `${id}: ${done} of ${all} items are ready`;
  const open = isUnderWay(transfer) || transfer.state === 'completed';
  const rows = itemsOf(transfer.kind).map((item) => {
    const state = transfer.checklist[item.id];
    const said = section(line(item, state, view));
    return open ? { ...said, accessory: itemButton(id, item.id, state ? 'Change' : 'Check') } : said;
  });
  return { text, blocks: [section(`*What must be true before it changes hands*: ${done} of ${all}`), ...rows] };
}

function line({ id, number, must }: Item, state: ItemState | undefined, { words }: TransferView): string {
  const mark = state === undefined ? '–' : state.status === 'done' ? '✓' : '⊘';
  const kind = must ? '' : ' _(should)_';
  return `${mark} *${number}* ${itemSaid[id]}${kind}${state ? `\n${known(state, words)}` : ''}`;
}

function known({ status, by, at, evidence, reasonId, due }: ItemState, words: Record<string, string>): string {
  const reason = reasonId ? `: ${escaped(words[reasonId] ?? 'Words removed')}` : '';
  const proof = evidence ? ` · ${link(evidence, 'evidence')}` : '';
  const later = due ? ` · due ${due}` : '';
  return `${status === 'done' ? 'Done' : 'Waived'} by ${mention(by)}, ${when(at, 'day and time')}${reason}${proof}${later}`;
}
