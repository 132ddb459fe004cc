import type { AlertView } from '#domain/alert/view';
import type { Effect } from '#domain/effects';
import { card } from './card.ts';

/** An alert that belongs to nobody is said aloud where everyone may read it, and in the same place what became of it. */
export function react(view: AlertView): Effect[] {
  const { id, alert, organisation } = view;
  const waits = alert.service === null && !alert.noise;
  return [{ kind: 'message', key: `${id}/unplaced`, to: organisation.unrouted, current: true, onlyIfThere: !waits, ...card(view) }];
}
