import type { KnownBlock } from '@slack/types';
import type { ListedTransfer } from '#domain/transfer/board';
import { actions, button, context, section } from '#slack-kit/blocks';
import { named, when } from '#slack-kit/text';
import { newRequestButton, showButton } from '#slack-kit/transfer-buttons';
import { kindSaid, stateSaid } from '#slack-kit/transfer-words';

export const turned = 'list-transfers';
const pageSize = 10;

/** Mine are those that I have asked for, answer for, or whose teams I am in; they come first. */
export type Listed = { all: ListedTransfer[]; mine: ListedTransfer[]; page: number; draft: boolean };

export function list({ all, mine, page, draft }: Listed): KnownBlock[] {
  const ordered = [...mine, ...all.filter((one) => !mine.includes(one))];
  const pages = Math.max(1, Math.ceil(ordered.length / pageSize));
  const at = Math.min(Math.max(1, page), pages);
  const shown = ordered.slice((at - 1) * pageSize, at * pageSize);
  const turns = [
    ...(at > 1 ? [button(`${turned}:${at - 1}`, 'Before', String(at - 1))] : []),
    ...(at < pages ? [button(`${turned}:${at + 1}`, 'More', String(at + 1))] : []),
  ];
  return [
    section(
      ordered.length === 0 ? 'No service is being transferred.' : `*Transfers under way* · ${mine.length} of ${ordered.length} concern you`,
    ),
    ...shown.map((one) => row(one, mine.includes(one))),
    ...(pages > 1 ? [context(`page ${at} of ${pages}`)] : []),
    actions(...turns, newRequestButton(draft ? 'Go on with what you saved' : 'Ask for a transfer')),
  ];
}

const row = ({ id, service, from, to, kind, state, plannedAt }: ListedTransfer, mine: boolean): KnownBlock => ({
  ...section(
    `${mine ? '● ' : ''}*${named(service)}* from ${named(from)} to ${named(to)}, ${kindSaid[kind]}\n${stateSaid[state]} · ${when(plannedAt, 'day and time')} at the earliest`,
  ),
  accessory: showButton(id),
});
