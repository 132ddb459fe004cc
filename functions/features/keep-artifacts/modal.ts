import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { PersonId } from '#domain/person/person';
import { PostmortemId } from '#domain/postmortem/postmortem-id';
import type { ArtifactShown } from '#domain/postmortem/showing';
import type { PostmortemView } from '#domain/postmortem/view';
import { actions, context, option, plain, section } from '#slack-kit/blocks';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';
import { collectButton } from '#slack-kit/known-buttons';
import { named } from '#slack-kit/text';
import { mostRemoved } from './decide.ts';

export const submitted = 'keep-artifacts-form';
/** Slack takes as many in one list. */
export const mostListed = 100;
const names = { url: 'artifact-url', title: 'artifact-title', remove: 'artifact-remove', people: 'artifact-people' } as const;
const Carried = z.object({ id: PostmortemId });

/** `shown`: the latest of them. */
export function artifactsModal(
  { id, postmortem, title }: PostmortemView,
  { shown, all }: { shown: ArtifactShown[]; all: number },
): ModalView {
  const listed = all > shown.length ? `The latest ${shown.length} of ${all} are in this list; the card’s pages have all of them.` : '';
  return modal(
    submitted,
    'Artifacts and people',
    'Save',
    [
      context(`*${postmortem.incident}: ${named(title)}*`),
      section(
        all === 0
          ? 'Nothing belongs to it yet: links, files and 📌 messages are taken from the channel by themselves.'
          : `${all === 1 ? 'One thing belongs' : `${all} things belong`} to it: links, files and 📌 messages are taken from the channel by themselves.`,
      ),
      question(
        names.url,
        'Add a link',
        { type: 'plain_text_input', max_length: 2000, placeholder: plain('https://', 150) },
        { optional: true, hint: 'A dashboard, a ticket, a document. Whoever may read the postmortem sees it.' },
      ),
      question(names.title, 'What is it?', { type: 'plain_text_input', max_length: 150 }, { optional: true }),
      ...(shown.length === 0
        ? []
        : [
            question(
              names.remove,
              'Take away',
              {
                type: 'multi_static_select',
                max_selected_items: mostRemoved,
                options: shown.map(({ artifact, leads }) => option(artifact.id, leads?.title ?? leads?.url ?? 'Words removed')),
              },
              { optional: true, hint: `What does not belong to it. ${listed}`.trim() },
            ),
          ]),
      question(
        names.people,
        'Who else was there?',
        { type: 'multi_users_select', max_selected_items: 10 },
        { optional: true, hint: 'They are asked like everybody else. Whoever wrote in the channel is in it already.' },
      ),
      actions(collectButton(id)),
    ],
    { id } satisfies z.infer<typeof Carried>,
  );
}

/** The reader beside the view. */
export function read(view: Filled) {
  const { text, choices, people } = answers(view);
  return {
    ...Carried.parse(JSON.parse(view.private_metadata)),
    url: text(names.url),
    title: text(names.title),
    remove: choices(names.remove),
    people: people(names.people).map((one) => PersonId.parse(one)),
  };
}
