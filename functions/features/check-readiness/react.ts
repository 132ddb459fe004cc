import type { Effect } from '#domain/effects';
import { inThread } from '#domain/transfer/places';
import { isUnderWay } from '#domain/transfer/under-way';
import type { TransferView } from '#domain/transfer/view';
import { list } from './list.ts';

/** The checklist stands in the thread of the transfer, as it is now. */
export const react = (view: TransferView): Effect[] =>
  view.transfer.kind === 'emergency' && isUnderWay(view.transfer) ? [] : [inThread(view, 'checklist', { ...list(view), current: true })];
