import type { ModalView } from '@slack/types';
import { type About, readAbout } from '#slack-kit/incident-forms';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';

export const submitted = 'cancel-incident';
const names = { reason: 'reason' } as const;

export const cancelModal = (about: About): ModalView =>
  modal(
    submitted,
    `${about.id}: false alarm`,
    'It is a false alarm',
    [
      question(
        names.reason,
        'Why is it a false alarm?',
        { type: 'plain_text_input', multiline: true, max_length: 3000, focus_on_load: true },
        { hint: 'Nobody is asked any more, and it counts nowhere. It is not opened again afterwards.' },
      ),
    ],
    about,
  );

/** The reader beside the view. */
export const read = (view: Filled) => ({ ...readAbout(view), reason: answers(view).text(names.reason) ?? '' });
