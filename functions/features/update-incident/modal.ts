import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { option } from '#slack-kit/blocks';
import { type About, readAbout } from '#slack-kit/incident-forms';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';

export const submitted = 'update-incident';
const names = { text: 'text', next: 'next' } as const;
const waits = [15, 30, 60, 120];

export const updateModal = (about: About): ModalView =>
  modal(
    submitted,
    `Update ${about.id}`,
    'Post update',
    [
      question(names.text, 'What is known, what is being done?', {
        type: 'plain_text_input',
        multiline: true,
        max_length: 3000,
        focus_on_load: true,
      }),
      question(
        names.next,
        'When do people hear again?',
        { type: 'static_select', options: waits.map((minutes) => option(String(minutes), `in ${minutes} minutes`)) },
        { optional: true },
      ),
    ],
    about,
  );

/** The reader beside the view. */
export function read(view: Filled) {
  const { text, choice } = answers(view);
  return { ...readAbout(view), text: text(names.text) ?? '', nextInMinutes: z.coerce.number().optional().parse(choice(names.next)) };
}
