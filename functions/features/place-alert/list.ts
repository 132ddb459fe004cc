import type { KnownBlock } from '@slack/types';
import type { AlertView } from '#domain/alert/view';
import { actions, button, section } from '#slack-kit/blocks';
import { card } from './card.ts';

export const turned = 'list-alerts';
export type Row = Pick<AlertView, 'id' | 'alert' | 'key' | 'summary'> & { came: number };

/** A page of alerts that wait for a word. Slack allows 50 blocks; ten of four are within. */
export function list(rows: Row[], next?: string): KnownBlock[] {
  if (rows.length === 0) return [section('No alert waits: each belongs to a service, and none is noise.')];
  return [...rows.flatMap((row) => card(row).blocks), ...(next === undefined ? [] : [actions(button(turned, 'Older', next))])];
}
