import type { ModalView } from '@slack/types';
import type { ShownImprovement } from '#domain/improvement/looking';
import { section } from '#slack-kit/blocks';
import { Helped, helpedSaid } from '#slack-kit/improvement-buttons';
import { type AboutImprovement, readAbout, wordsQuestion } from '#slack-kit/improvement-forms';
import { titleOf } from '#slack-kit/improvement-words';
import { answers, type Filled, modal } from '#slack-kit/inputs';
import { named } from '#slack-kit/text';

export const submitted = 'assess-improvement-form';
const words = 'words';

/** One click is enough; whoever has a word to add has room for it. */
export const assessModal = ({ improvement, words: known }: ShownImprovement, about: AboutImprovement, helped: Helped): ModalView =>
  modal(
    submitted,
    about.id,
    'Add a word',
    [
      section(`*${named(titleOf(improvement, known))}*\n✓ You said: ${helpedSaid[helped].toLowerCase()}. Nothing more is needed.`),
      wordsQuestion(words, 'What did you see?', { optional: true }),
    ],
    { ...about, helped },
  );

export function read(view: Filled) {
  const { helped } = JSON.parse(view.private_metadata) as { helped: unknown };
  return { ...readAbout(view), helped: Helped.parse(helped), words: answers(view).text(words) };
}
