import type { ModalView } from '@slack/types';
import { type About, readAbout } from '#slack-kit/incident-forms';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';

export const submitted = 'raise-incident';
const names = { reason: 'reason' } as const;

export const raiseModal = (about: About): ModalView =>
  modal(
    submitted,
    `Escalate ${about.id}`,
    'Escalate',
    [
      question(
        names.reason,
        'What has been tried, and what is needed?',
        { type: 'plain_text_input', multiline: true, max_length: 3000, focus_on_load: true },
        { hint: 'The next people read this first.' },
      ),
    ],
    about,
  );

/** The reader beside the view. */
export const read = (view: Filled) => ({ ...readAbout(view), reason: answers(view).text(names.reason) ?? '' });
