import type { ModalView } from '@slack/types';
import type { ShownImprovement } from '#domain/improvement/looking';
import { section } from '#slack-kit/blocks';
import { type AboutImprovement, readAbout, wordsQuestion } from '#slack-kit/improvement-forms';
import { standingOf, titleOf } from '#slack-kit/improvement-words';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';
import { named } from '#slack-kit/text';

export const submitted = 'reschedule-improvement-form';
const names = { due: 'due', words: 'words' } as const;

export function rescheduleModal({ improvement, words, now }: ShownImprovement, about: AboutImprovement): ModalView {
  const today = now.slice(0, 10);
  const before = 'dueOn' in improvement ? improvement.dueOn : today;
  return modal(
    submitted,
    about.id,
    'Set the date',
    [
      section(`*${named(titleOf(improvement, words))}*\n${standingOf(improvement, today)}`),
      question(names.due, 'By when instead?', { type: 'datepicker', initial_date: before }),
      wordsQuestion(names.words, 'What came between?', { optional: true, hint: 'For a later date. An earlier one needs no words.' }),
    ],
    about,
  );
}

export function read(view: Filled) {
  const { day, text } = answers(view);
  return { ...readAbout(view), dueOn: day(names.due) ?? '', reason: text(names.words) };
}
