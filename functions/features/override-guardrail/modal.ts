import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { TransferId } from '#domain/transfer/transfer-kind';
import type { TransferView } from '#domain/transfer/view';
import { section } from '#slack-kit/blocks';
import { findingsSaid } from '#slack-kit/guardrail-words';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';
import { moveSaid } from '#slack-kit/transfer-said';

export const submitted = 'override-guardrail';
const names = { reason: 'reason' } as const;
const About = z.object({ id: TransferId });

export const overrideModal = (view: TransferView): ModalView =>
  modal(
    submitted,
    `Override for ${view.id}`,
    'Override',
    [
      section(`${moveSaid(view)}.`),
      section(findingsSaid(view.transfer.findings).join('\n') || 'Nothing stands in the way any more.'),
      question(
        names.reason,
        'Why all the same?',
        { type: 'plain_text_input', multiline: true, max_length: 3000 },
        { hint: 'It stays visible on the card, and is told to everybody who reads of the transfer.' },
      ),
    ],
    { id: view.id },
  );

/** The reader beside the view. */
export const read = (view: Filled) => ({
  ...About.parse(JSON.parse(view.private_metadata)),
  reason: answers(view).text(names.reason) ?? '',
});
