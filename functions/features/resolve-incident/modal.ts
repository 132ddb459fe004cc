import type { ModalView } from '@slack/types';
import { Fix } from '#domain/incident/restoring-events';
import { option } from '#slack-kit/blocks';
import { type About, readAbout } from '#slack-kit/incident-forms';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';
import { cut } from '#slack-kit/text';

export const submitted = 'resolve-incident';
const names = { fix: 'fix', how: 'how' } as const;
const longest = 3000;
const fixes = {
  permanent: option('permanent', 'Permanent', 'The cause is gone'),
  workaround: option('workaround', 'Workaround', 'It works again; a permanent fix is to be proposed'),
  by_itself: option('by_itself', 'Nobody did anything', 'It went away by itself'),
} satisfies Record<Fix, object>;

export const resolveModal = (about: About, { fix, how }: { fix?: Fix; how: string } = { how: '' }): ModalView =>
  modal(
    submitted,
    `Resolve ${about.id}`,
    'Resolve',
    [
      question(names.fix, 'Is the cause gone?', {
        type: 'radio_buttons',
        options: Object.values(fixes),
        ...(fix && { initial_option: fixes[fix] }),
      }),
      question(names.how, 'How was it resolved?', {
        type: 'plain_text_input',
        multiline: true,
        max_length: longest,
        ...(how && { initial_value: cut(how, longest) }),
        focus_on_load: how === '',
      }),
    ],
    about,
  );

/** The reader beside the view. */
export function read(view: Filled) {
  const { text, choice } = answers(view);
  return { ...readAbout(view), fix: Fix.parse(choice(names.fix)), how: text(names.how) ?? '' };
}
