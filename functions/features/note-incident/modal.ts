import type { ModalView } from '@slack/types';
import { plain } from '#slack-kit/blocks';
import { type About, readAbout } from '#slack-kit/incident-forms';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';

export const submitted = 'note-incident';
const names = { text: 'text', when: 'when' } as const;

export const noteModal = (about: About): ModalView =>
  modal(
    submitted,
    `Note on ${about.id}`,
    'Put on record',
    [
      question(names.text, 'What happened?', { type: 'plain_text_input', multiline: true, max_length: 3000, focus_on_load: true }),
      question(
        names.when,
        'When?',
        { type: 'plain_text_input', max_length: 100, placeholder: plain('14:05', 150) },
        { optional: true, hint: 'In your own time: 14:05, 20 min ago, yesterday 23:30. Empty: now.' },
      ),
    ],
    about,
  );

/** The reader beside the view. The time is still words. */
export function read(view: Filled) {
  const { text } = answers(view);
  return { ...readAbout(view), text: text(names.text) ?? '', when: text(names.when) };
}

export const timeUnread = { [names.when]: 'I cannot read this as a time. Try 14:05, 20 min ago, yesterday 23:30, or 2026-03-10 14:05.' };
