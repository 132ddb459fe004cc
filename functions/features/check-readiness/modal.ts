import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { ItemId, type ItemState } from '#domain/transfer/checklist';
import { TransferId } from '#domain/transfer/transfer-kind';
import { option, section } from '#slack-kit/blocks';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';
import { itemSaid } from '#slack-kit/transfer-words';

export const submitted = 'check-readiness';
const names = { status: 'status', evidence: 'evidence', reason: 'reason' } as const;
const About = z.object({ id: TransferId, item: ItemId });

const done = option('done', 'Done', 'It is so');
const waived = option('waived', 'Waive', 'It need not be; the product manager decides, where it is a must');
const open = option('open', 'Open again', 'It is not so any more');

export const itemModal = (about: z.infer<typeof About>, known: ItemState | undefined): ModalView =>
  modal(
    submitted,
    `Item of ${about.id}`,
    'Save',
    [
      section(`*${itemSaid[about.item]}*`),
      question(names.status, 'Is it so?', {
        type: 'radio_buttons',
        options: known ? [done, waived, open] : [done, waived],
        initial_option: known?.status === 'waived' ? waived : done,
      }),
      question(
        names.evidence,
        'Where can one see it?',
        { type: 'url_text_input', ...(known?.evidence && { initial_value: known.evidence }) },
        { optional: true, hint: 'A link to the runbook, the deployment, the page; what has to be so mostly needs one.' },
      ),
      question(
        names.reason,
        'Why is it waived?',
        { type: 'plain_text_input', multiline: true, max_length: 1000 },
        { optional: true, hint: 'Only where it is waived; the reason stays visible.' },
      ),
    ],
    about,
  );

// A head holds all of a transfer's, so none may be very long.
const Evidence = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .optional();
const noLink = {
  [names.evidence]: 'That is no address of a page: it begins with https:// and has at most 500 characters. Nothing has changed.',
};

/** The reader beside the view. */
export function read(view: Filled) {
  const { choice, text } = answers(view);
  const evidence = Evidence.safeParse(text(names.evidence));
  if (!evidence.success) return { errors: noLink };
  return {
    ...About.parse(JSON.parse(view.private_metadata)),
    status: z.enum(['done', 'waived', 'open']).parse(choice(names.status)),
    evidence: evidence.data,
    reason: text(names.reason) ?? '',
  };
}
