import type { ActiveTeam } from '#domain/team/team';
import { daysLater } from '#domain/team/working-days';
import { type Item, type ItemState, itemsOf } from './checklist.ts';
import { shadowDays } from './plan.ts';
import type { OpenTransfer } from './transfer.ts';

/** What is missing besides items of the list: time to learn, a call that was taken, and the owner that it was asked of. */
export type Missing = Item['id'] | 'shadow' | 'shadow_time' | 'shadow_page' | 'same_owner';

type Checked = Pick<OpenTransfer, 'kind' | 'checklist'>;

/** What was checked too long ago is not so any more. */
export const hasRunOut = ({ forDays }: Item, state: ItemState | undefined, at: string): boolean =>
  state?.status === 'done' && forDays !== undefined && at > daysLater('UTC', state.at, forDays);

/** Items that have to be so and are not. */
export const openItems = ({ kind, checklist }: Checked, at: string, which: (item: Item) => boolean = ({ must }) => must): Item[] =>
  itemsOf(kind).filter((item) => which(item) && (checklist[item.id] === undefined || hasRunOut(item, checklist[item.id], at)));

/** How many of its items are done or waived, and still count. */
export function progress(transfer: Checked, at: string): { done: number; all: number } {
  const all = itemsOf(transfer.kind).length;
  return { done: all - openItems(transfer, at, () => true).length, all };
}

/** The receiving team has run along for long enough, and was called at least once. */
export function shadowMissing(transfer: OpenTransfer, { zone }: Pick<ActiveTeam, 'zone'>, at: string): Missing[] {
  const days = shadowDays(transfer.kind);
  if (days === 0) return [];
  const shadow = 'shadow' in transfer ? transfer.shadow : undefined;
  if (shadow === undefined) return ['shadow'];
  return [
    ...(at < daysLater(zone, shadow.from, days) ? (['shadow_time'] as const) : []),
    ...(shadow.pages.length === 0 ? (['shadow_page'] as const) : []),
  ];
}

/** An emergency gives no reason: what somebody has waived with one need not be done any more. */
export const isLeftForLater = ({ status, due, reasonId }: ItemState): boolean =>
  status === 'waived' && due !== undefined && reasonId === undefined;

/** What an emergency has left for later and nobody has done yet. */
export const openFollowUps = ({ checklist }: Pick<OpenTransfer, 'checklist'>): Item['id'][] =>
  (Object.entries(checklist) as [Item['id'], ItemState][]).flatMap(([item, state]) => (isLeftForLater(state) ? [item] : []));

/** An emergency skips both: what it skips is to be done afterwards. */
export const missingFor = (transfer: OpenTransfer, receiver: Pick<ActiveTeam, 'zone'>, at: string): Missing[] =>
  transfer.kind === 'emergency' ? [] : [...shadowMissing(transfer, receiver, at), ...openItems(transfer, at).map(({ id }) => id)];
