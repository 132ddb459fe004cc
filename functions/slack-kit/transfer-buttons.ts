import type { Button } from '@slack/types';
import * as z from 'zod';
import { ItemId } from '#domain/transfer/checklist';
import { TransferId } from '#domain/transfer/transfer-kind';
import { button } from './blocks.ts';

/** What one can do about a transfer, wherever it is shown; the transfer's number is what a button carries. */
export const confirmFundingPressed = 'confirm-funding';
export const confirmFundingButton = (id: TransferId, label = 'Confirm'): Button => button(confirmFundingPressed, label, id, 'primary');
export const notYetPressed = 'confirm-funding-not-yet';
export const notYetButton = (id: TransferId): Button => button(notYetPressed, 'Not yet', id);
export const acceptPressed = 'answer-transfer-accept';
export const acceptButton = (id: TransferId): Button => button(acceptPressed, 'Accept', id, 'primary');
export const declinePressed = 'answer-transfer-decline';
export const declineButton = (id: TransferId): Button => button(declinePressed, 'Decline', id, 'danger');
export const askPressed = 'answer-transfer-ask';
export const askButton = (id: TransferId): Button => button(askPressed, 'Ask', id);
export const overridePressed = 'override-guardrail';
export const overrideButton = (id: TransferId): Button => button(overridePressed, 'Override', id);
export const shadowPressed = 'shadow-transfer';
export const shadowButton = (id: TransferId): Button => button(shadowPressed, 'Start shadowing', id, 'primary');
export const shadowPagePressed = 'shadow-transfer-page';
export const shadowPageButton = (id: TransferId): Button => button(shadowPagePressed, 'It has reached me', id, 'primary');
export const completePressed = 'complete-transfer';
export const completeButton = (id: TransferId): Button => button(completePressed, 'Take ownership', id, 'primary');
export const replanPressed = 'replan-transfer';
export const replanButton = (id: TransferId): Button => button(replanPressed, 'Another date', id);
export const cancelPressed = 'cancel-transfer';
export const cancelButton = (id: TransferId): Button => button(cancelPressed, 'Call it off', id, 'danger');
/** Several of them stand in one row, so each has its own action id. */
export const showPressed = /^show-transfer:/;
export const showButton = (id: TransferId): Button => button(`show-transfer:${id}`, id, id);
/** Opens the form for a service, wherever one is told that it has to move. */
export const requestPressed = /^request-transfer-of:/;
export const requestButton = (slug: string, label = 'Transfer'): Button => button(`request-transfer-of:${slug}`, label, slug);
/** The same for a service that is still to be named, or for what was saved. */
export const newRequestPressed = 'request-transfer-new';
export const newRequestButton = (label: string): Button => {
  const { value: _none, ...pressed } = button(newRequestPressed, label, '');
  return pressed;
};
/** Opens the form by which a service comes back to active development. */
export const handBackPressed = 'hand-back-of';
export const handBackButton = (slug: string): Button => button(handBackPressed, 'Hand it back', slug);
export const readTransfer = (value: string | undefined): TransferId => TransferId.parse(value);

/** One item of the checklist. */
export const itemPressed = 'check-readiness';
export const itemButton = (id: TransferId, item: ItemId, label: string): Button => button(itemPressed, label, `${id} ${item}`);
export function readItem(value = ''): { id: TransferId; item: ItemId } {
  const [id, item] = value.split(' ');
  return { id: TransferId.parse(id), item: ItemId.parse(item) };
}

/** How it turned out, after so many days. */
export const reviewPressed = /^review-transfer:/;
export const reviewButton = (id: TransferId, verdict: string, label: string, afterDays: number): Button =>
  button(`review-transfer:${verdict}`, label, `${id} ${afterDays} ${verdict}`);
export const Reviewed = z.object({
  id: TransferId,
  afterDays: z.coerce.number().int(),
  verdict: z.enum(['works', 'needs_care', 'hand_back']),
});
export type Reviewed = z.infer<typeof Reviewed>;
export function readReview(value = ''): Reviewed {
  const [id, afterDays, verdict] = value.split(' ');
  return Reviewed.parse({ id, afterDays, verdict });
}
