import type { ModalView } from '@slack/types';
import type { ShownImprovement } from '#domain/improvement/looking';
import { type AboutImprovement, readAbout } from '#slack-kit/improvement-forms';
import { describing, readDescribed } from '#slack-kit/improvement-questions';
import { type Filled, modal } from '#slack-kit/inputs';

export const submitted = 'describe-improvement-form';

export function describeModal({ improvement, words }: ShownImprovement, about: AboutImprovement): ModalView {
  const { titleId, doneWhenId, question, priority } = improvement;
  const known = { title: words[titleId], doneWhen: doneWhenId ? words[doneWhenId] : undefined, question, priority };
  return modal(submitted, about.id, 'Save it', describing(known), about);
}

export const read = (view: Filled) => ({ ...readAbout(view), ...readDescribed(view) });
