import { Priority } from '#domain/improvement/improvement-kind';
import { mostLetters } from '#domain/improvement/words';
import { Question } from '#domain/postmortem/prompt';
import { context, option } from './blocks.ts';
import { priorityQuestion, wordsQuestion } from './improvement-forms.ts';
import { readBy, titleHint } from './improvement-words.ts';
import { answers, type Filled, question } from './inputs.ts';
import { questionNames } from './postmortem-words.ts';

const names = { title: 'title', doneWhen: 'done-when', question: 'question', priority: 'priority' } as const;
const asOption = (one: Question) => option(one, questionNames[one]);

type Known = { title?: string | undefined; doneWhen?: string | undefined; question?: Question | undefined; priority: Priority };

/** What is to be done, wherever it is asked. */
export const describing = ({ title, doneWhen, question: chosen, priority }: Known) => [
  question(
    names.title,
    'What is to be done?',
    { type: 'plain_text_input', max_length: mostLetters.title, ...(title && { initial_value: title }) },
    { hint: titleHint },
  ),
  wordsQuestion(names.doneWhen, 'How will we know that it is done?', { optional: true, now: doneWhen }),
  question(
    names.question,
    'Which question does it answer?',
    { type: 'static_select', options: Question.options.map(asOption), ...(chosen && { initial_option: asOption(chosen) }) },
    { optional: true },
  ),
  priorityQuestion(names.priority, priority),
  context(readBy),
];

/** The reader beside the questions. */
export function readDescribed(view: Filled) {
  const { text, choice } = answers(view);
  return {
    title: text(names.title) ?? '',
    doneWhen: text(names.doneWhen),
    question: Question.safeParse(choice(names.question)).data,
    priority: Priority.catch('medium').parse(choice(names.priority)),
  };
}
