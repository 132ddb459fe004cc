import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { PostmortemId } from '#domain/postmortem/postmortem-id';
import { section } from '#slack-kit/blocks';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';
import { shortestReason } from './decide.ts';

export const submitted = 'waive-postmortem-form';
const names = { reason: 'reason' } as const;

export const waiveModal = (id: PostmortemId): ModalView =>
  modal(
    submitted,
    `Waive ${id}`,
    'Waive it',
    [
      section(
        'Nobody is asked anything more about it, and nothing comes out of it. The reason stays on record and is listed in the quarter’s pack.',
      ),
      question(
        names.reason,
        'What makes it dispensable?',
        { type: 'plain_text_input', multiline: true, min_length: shortestReason, max_length: 3000 },
        { hint: 'For example: the same as INC-298, whose improvements are under way.' },
      ),
    ],
    { id },
  );

/** The reader beside the view. */
export const read = (view: Filled) => ({
  ...z.object({ id: PostmortemId }).parse(JSON.parse(view.private_metadata)),
  reason: answers(view).text(names.reason) ?? '',
});
