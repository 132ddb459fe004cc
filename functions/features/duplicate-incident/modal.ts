import type { ModalView } from '@slack/types';
import { plain } from '#slack-kit/blocks';
import { type About, readAbout } from '#slack-kit/incident-forms';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';
import { readLine } from './line.ts';

export const submitted = 'duplicate-incident';
const names = { of: 'of' } as const;
export const unread = { [names.of]: 'A number like INC-7, or `none`. `/incident list` shows the open ones. Nothing has changed.' };

export const duplicateModal = (about: About): ModalView =>
  modal(
    submitted,
    `${about.id}: a duplicate`,
    'It is the same',
    [
      question(
        names.of,
        'Which one is it the same as?',
        { type: 'plain_text_input', max_length: 20, placeholder: plain('INC-7', 150), focus_on_load: true },
        {
          hint: 'That one goes on, and whoever is in this one is brought there. This one asks nobody any more, and the two count once. Say `none` if it is one of its own after all.',
        },
      ),
    ],
    about,
  );

/** The reader beside the view; `of` is missing where it was not understood. */
export const read = (view: Filled) => ({ ...readAbout(view), of: readLine(answers(view).text(names.of) ?? '') });
