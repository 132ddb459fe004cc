import { itemsOf } from '#domain/transfer/checklist';
import type { Finding } from '#domain/transfer/finding';
import { standingBlocks } from '#domain/transfer/overriding';
import { missingFor } from '#domain/transfer/readiness';
import type { KnownTransfer } from '#domain/transfer/transfer';
import { isUnderWay } from '#domain/transfer/under-way';
import type { TransferView } from '#domain/transfer/view';
import { findingsSaid } from './guardrail-words.ts';
import { itemSaid } from './transfer-words.ts';

/** What stands in the way and nobody has overridden, as it was found last. */
export const hardOf = ({ findings, overrides, blocked }: Pick<KnownTransfer, 'findings' | 'overrides' | 'blocked'>): Finding[] =>
  standingBlocks(blocked?.findings ?? findings, overrides);

type Kept = { findings: Finding[]; missing: string[] };

/** All that keeps it from being taken over, a line for each. */
export function keptBy({ transfer }: TransferView, kept: Kept): string[] {
  const items = itemsOf(transfer.kind);
  const missing = kept.missing.map((name) => {
    const item = items.find(({ id }) => id === name);
    return item ? `– *${item.number}* ${itemSaid[item.id]}` : `– ${otherwise[name] ?? name}`;
  });
  return [...missing, ...findingsSaid(kept.findings)];
}
const otherwise: Record<string, string> = {
  shadow: 'Shadowing has not begun',
  shadow_time: 'The new team has not run along for long enough',
  shadow_page: 'Nobody of the new team has taken a call yet: the test page, an incident or a drill',
  same_owner: 'It has changed since this was asked for: another team owns it by now. Call this off and ask again',
  same_lifecycle:
    'It has changed since this was asked for: it is in another state of its life by now, and this would undo it. Put it back, or call this off and ask again',
  same_model:
    'It has changed since this was asked for: it is run in another way by now, and this would undo it. Call this off and ask again',
};

/** What would keep it from being taken over now, as far as the record says. */
export const keptNow = (view: TransferView): string[] =>
  isUnderWay(view.transfer) && view.to
    ? keptBy(view, { findings: hardOf(view.transfer), missing: missingFor(view.transfer, view.to, view.now) })
    : [];
