import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { TransferId } from '#domain/transfer/transfer-kind';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';

export const submitted = 'cancel-transfer';
const names = { reason: 'reason' } as const;
const About = z.object({ id: TransferId });

export const cancelModal = (id: TransferId): ModalView =>
  modal(
    submitted,
    `Call off ${id}`,
    'Call it off',
    [
      question(
        names.reason,
        'Why?',
        { type: 'plain_text_input', multiline: true, max_length: 3000 },
        { hint: 'The owner stays as it is. Everybody whom it concerns reads this.' },
      ),
    ],
    { id },
  );

/** The reader beside the view. */
export const read = (view: Filled) => ({
  ...About.parse(JSON.parse(view.private_metadata)),
  reason: answers(view).text(names.reason) ?? '',
});
