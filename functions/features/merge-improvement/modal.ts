import type { ModalView } from '@slack/types';
import { ImprovementId } from '#domain/improvement/improvement-kind';
import type { ShownImprovement } from '#domain/improvement/looking';
import { section } from '#slack-kit/blocks';
import { type AboutImprovement, readAbout } from '#slack-kit/improvement-forms';
import { titleOf } from '#slack-kit/improvement-words';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';
import { named } from '#slack-kit/text';

export const submitted = 'merge-improvement-form';
const into = 'into';

export const mergeModal = ({ improvement, words }: ShownImprovement, about: AboutImprovement): ModalView =>
  modal(
    submitted,
    about.id,
    'Merge',
    [
      section(`*${named(titleOf(improvement, words))}* goes on as another, which then came out of the incidents of both.`),
      question(
        into,
        'Which one is it the same as?',
        { type: 'plain_text_input', max_length: 20 },
        { hint: 'By its number, for example IMP-12.' },
      ),
    ],
    about,
  );

/** Nothing where that is no number of one. */
export function read(view: Filled) {
  const said = answers(view)
    .text(into)
    ?.toUpperCase()
    .replace(/^(?:IMP-?)?/, 'IMP-');
  return { ...readAbout(view), into: ImprovementId.safeParse(said).data };
}
export const unreadable = { [into]: 'Give it by its number, for example IMP-12. Nothing has changed.' };
