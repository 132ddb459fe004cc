import type { ModalView } from '@slack/types';
import type { TransferView } from '#domain/transfer/view';
import { section } from '#slack-kit/blocks';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';
import { named } from '#slack-kit/text';
import { Reviewed } from '#slack-kit/transfer-buttons';
import { verdictSaid } from '#slack-kit/transfer-journey';
import { serviceName, toName } from '#slack-kit/transfer-said';

export const submitted = 'review-transfer-form';
const names = { words: 'words' } as const;

export const reviewModal = (about: Reviewed, view: TransferView): ModalView =>
  modal(
    submitted,
    `${about.id}, ${about.afterDays} days on`,
    'Say so',
    [
      section(`*${named(serviceName(view))}* with ${named(toName(view))}: ${verdictSaid[about.verdict]}.`),
      question(
        names.words,
        'What should others know of it?',
        { type: 'plain_text_input', multiline: true, max_length: 3000 },
        { optional: true, hint: 'Read by both teams, under the transfer.' },
      ),
    ],
    about,
  );

/** The reader beside the view. */
export const read = (view: Filled) => ({ ...Reviewed.parse(JSON.parse(view.private_metadata)), words: answers(view).text(names.words) });
