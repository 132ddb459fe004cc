import type { KnownBlock, ModalView } from '@slack/types';
import type { AnswerForm, Box } from '#domain/postmortem/answer-form';
import type { KnownPostmortem } from '#domain/postmortem/postmortem';
import { Question } from '#domain/postmortem/prompt';
import { actions, context, section } from '#slack-kit/blocks';
import { modal } from '#slack-kit/inputs';
import { eraseButton } from '#slack-kit/postmortem-buttons';
import { boxes as boxWords, questionNames } from '#slack-kit/postmortem-words';
import { quoted } from '#slack-kit/rich';
import { named } from '#slack-kit/text';
import type { Written } from './decide.ts';

const elsewhere = 'Something new belongs under the post in the channel.';
const standing: Partial<Record<KnownPostmortem['state'], string>> = {
  closed: `It is published, so it cannot be changed any more: it stays as it was read. ${elsewhere}`,
  waived: 'This postmortem was waived, so nothing is asked of it any more.',
  dropped: 'It turned out to be the same as another incident, so nothing is asked of it any more.',
};

export const hasWords = ({ boxes }: AnswerForm): boolean => boxes.some(({ body, draft }) => body !== '' || Boolean(draft));

/** What somebody wrote, where nothing is written any more: to be read by them, and to be erased. */
export function writtenModal(form: AnswerForm): ModalView {
  const { id, postmortem, boxes, nothing } = form;
  const without = nothing.flatMap((key) => (Question.safeParse(key).success ? [questionNames[key as Question]] : []));
  return modal(
    'answer-prompt-written',
    `${postmortem.incident}: what you wrote`,
    undefined,
    [
      section(standing[postmortem.state] ?? elsewhere),
      context(`*${postmortem.incident}: ${named(form.title)}*`),
      ...boxes.flatMap(wordsOf),
      ...(without.length > 0 ? [context(`Nothing to add: ${without.join(', ')}`)] : []),
      actions(eraseButton(id)),
    ],
    { form: form.form },
  );
}

const labelOf = (key: Box['key']) => {
  const asked = Question.safeParse(key);
  return section(`*${asked.success ? `${questionNames[asked.data]}: ` : ''}${boxWords[key]}*`);
};

function wordsOf({ key, body, draft }: Box): KnownBlock[] {
  const begun = draft && draft !== body ? [context('Begun, and never sent:'), quoted(draft)] : [];
  const said = body === '' ? [] : [quoted(body)];
  return said.length + begun.length === 0 ? [] : [labelOf(key), ...said, ...begun];
}

/** Above the form, which still holds all of it: what was not taken, and why. */
export function shownBack(why: string, written: readonly Written[], entry: string | undefined): ModalView {
  const kept = written.filter(({ words }) => words !== '');
  return modal('answer-prompt-not-sent', 'Not sent', undefined, [
    section(why),
    ...(kept.length > 0 || entry ? [context('These are your words, so that you can take them elsewhere:')] : []),
    ...kept.flatMap(({ key, words }) => [labelOf(key), quoted(words)]),
    ...(entry ? [section('*For the timeline*'), quoted(entry)] : []),
  ]);
}
