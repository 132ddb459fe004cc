import type { Effect } from '#domain/effects';
import { cardKey, roomOf } from '#domain/transfer/places';
import type { TransferView } from '#domain/transfer/view';
import { card } from './card.ts';

/** One card for each transfer, where it is worked on; its thread has the checklist and what has happened. */
export const react = (view: TransferView): Effect[] => [
  { kind: 'message', key: cardKey(view.id), to: roomOf(view), orElse: view.organisation.ownership, current: true, ...card(view) },
];
