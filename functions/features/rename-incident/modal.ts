import type { ModalView } from '@slack/types';
import { type About, readAbout } from '#slack-kit/incident-forms';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';
import { longestTitle } from './decide.ts';

export const submitted = 'rename-incident';
const names = { title: 'title' } as const;

export const renameModal = (about: About, title: string): ModalView =>
  modal(
    submitted,
    `Title of ${about.id}`,
    'Change',
    [
      question(names.title, 'What is going wrong?', {
        type: 'plain_text_input',
        max_length: longestTitle,
        focus_on_load: true,
        ...(title && { initial_value: title }),
      }),
    ],
    about,
  );

/** A title is one line, wherever it was typed. */
export const oneLine = (said: string) => said.replaceAll(/\s+/g, ' ').trim();

/** The reader beside the view. */
export const read = (view: Filled) => ({ ...readAbout(view), title: oneLine(answers(view).text(names.title) ?? '') });
