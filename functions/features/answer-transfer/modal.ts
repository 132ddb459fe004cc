import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { TransferId } from '#domain/transfer/transfer-kind';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';

export const declineSubmitted = 'decline-transfer';
export const askSubmitted = 'ask-transfer';
const names = { words: 'words' } as const;
const About = z.object({ id: TransferId });

export const declineModal = (id: TransferId): ModalView =>
  modal(
    declineSubmitted,
    `Decline ${id}`,
    'Decline',
    [
      question(
        names.words,
        'Why not?',
        { type: 'plain_text_input', multiline: true, max_length: 3000 },
        { hint: 'For example: not before the second quarter. Whoever asked reads it, and so does the product manager.' },
      ),
    ],
    { id },
  );

export const askModal = (id: TransferId): ModalView =>
  modal(
    askSubmitted,
    `Ask about ${id}`,
    'Ask',
    [
      question(
        names.words,
        'What do you need to know?',
        { type: 'plain_text_input', multiline: true, max_length: 3000 },
        { hint: 'Whoever asked for the transfer is asked. It goes on waiting for you.' },
      ),
    ],
    { id },
  );

/** The reader beside the views. */
export const read = (view: Filled) => ({ ...About.parse(JSON.parse(view.private_metadata)), words: answers(view).text(names.words) ?? '' });
