import type { ModalView } from '@slack/types';
import { type About, readAbout } from '#slack-kit/incident-forms';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';

export const submitted = 'handover-incident';
const names = { team: 'team', reason: 'reason' } as const;

export const handoverModal = (about: About, team = ''): ModalView =>
  modal(
    submitted,
    `Hand over ${about.id}`,
    'Ask them',
    [
      question(
        names.team,
        'Which team?',
        { type: 'plain_text_input', max_length: 200, ...(team !== '' && { initial_value: team }) },
        { hint: 'By its name in the catalogue, for example home-mpt. They are asked, and it stays with you until they say yes.' },
      ),
      question(names.reason, 'Why them?', { type: 'plain_text_input', multiline: true, max_length: 3000 }),
    ],
    about,
  );

/** The reader beside the view. */
export function read(view: Filled) {
  const { text } = answers(view);
  return { ...readAbout(view), team: text(names.team) ?? '', reason: text(names.reason) ?? '' };
}
