import type { ModalView } from '@slack/types';
import type { ShownImprovement } from '#domain/improvement/looking';
import type { PostmortemId } from '#domain/postmortem/postmortem-id';
import { section } from '#slack-kit/blocks';
import { AboutChoice, type AboutImprovement, readAbout, wordsQuestion } from '#slack-kit/improvement-forms';
import { titleOf } from '#slack-kit/improvement-words';
import { answers, type Filled, modal } from '#slack-kit/inputs';
import { named } from '#slack-kit/text';

export const submitted = 'decline-improvement-form';
export const noneSubmitted = 'choose-no-improvement-form';
const words = 'words';

export const declineModal = ({ improvement, words: known }: ShownImprovement, about: AboutImprovement): ModalView =>
  modal(
    submitted,
    about.id,
    'Decline it',
    [
      section(`*${named(titleOf(improvement, known))}*`),
      wordsQuestion(words, 'What did you weigh?', { hint: 'It stays to be read with the service, so that nobody has to ask again.' }),
    ],
    about,
  );

export const noneModal = (postmortem: PostmortemId): ModalView =>
  modal(
    noneSubmitted,
    'None of them',
    'Choose none',
    [
      section('Choosing none is fine. What is still only proposed is declined with these words.'),
      wordsQuestion(words, 'What did you weigh?', { hint: 'It stands in the published postmortem.' }),
    ],
    { postmortem, page: 0 },
  );

/** The readers beside the views. */
export const read = (view: Filled) => ({ ...readAbout(view), reason: answers(view).text(words) });
export const readNone = (view: Filled) => ({
  ...AboutChoice.parse(JSON.parse(view.private_metadata)),
  reason: answers(view).text(words),
});
