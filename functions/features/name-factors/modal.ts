import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { PostmortemId } from '#domain/postmortem/postmortem-id';
import { Factor } from '#domain/postmortem/prompt';
import type { PostmortemView } from '#domain/postmortem/view';
import { context, option, plain, section } from '#slack-kit/blocks';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';
import { factorName } from '#slack-kit/postmortem-words';
import { named } from '#slack-kit/text';

export const submitted = 'name-factors-form';
export const names = { factors: 'name-factors-known', another: 'another' } as const;
const Carried = z.object({ id: PostmortemId });

export const factorOption = (factor: Factor) => option(factor, factorName(factor));

export const factorsModal = ({ id, postmortem, title }: PostmortemView): ModalView =>
  modal(
    submitted,
    'Contributing factors',
    'Save',
    [
      section('Conditions that made it likely or made it worse: never “the” cause, and never a person.'),
      context(`*${postmortem.incident}: ${named(title)}*`),
      question(
        names.factors,
        'What contributed?',
        {
          type: 'multi_external_select',
          min_query_length: 0,
          max_selected_items: 10,
          placeholder: plain('Search the list', 150),
          ...(postmortem.factors.length > 0 && { initial_options: postmortem.factors.map(factorOption) }),
        },
        { optional: true },
      ),
      ...(postmortem.private
        ? [context('It is private, so nothing can be added to everybody’s list from here.')]
        : [
            question(
              names.another,
              'Another condition',
              { type: 'plain_text_input', max_length: 60, placeholder: plain('no runbook for the fallback', 150) },
              { optional: true, hint: 'A few words. It goes on the list, for everybody’s next time.' },
            ),
          ]),
    ],
    { id } satisfies z.infer<typeof Carried>,
  );

/** The reader beside the view. */
export function read(view: Filled) {
  const { text, choices } = answers(view);
  return {
    ...Carried.parse(JSON.parse(view.private_metadata)),
    factors: choices(names.factors).map((one) => Factor.parse(one)),
    another: text(names.another),
  };
}
