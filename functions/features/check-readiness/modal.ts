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
        { optional: true, hint: 'A link to the runbook, the deployment, the page.' },
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

/** The reader beside the view. */
export function read(view: Filled) {
  const { choice, text } = answers(view);
  return {
    ...About.parse(JSON.parse(view.private_metadata)),
    status: z.enum(['done', 'waived', 'open']).parse(choice(names.status)),
    evidence: text(names.evidence),
    reason: text(names.reason) ?? '',
  };
}
