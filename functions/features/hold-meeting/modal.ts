import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { PostmortemId } from '#domain/postmortem/postmortem-id';
import { context, option, section } from '#slack-kit/blocks';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';
import { blamelessReminder } from '#slack-kit/postmortem-words';

export const submitted = { held: 'hold-meeting-form', without: 'hold-meeting-without-form' } as const;
const names = { heldAt: 'held-at', reminded: 'held-reminded', reason: 'without-reason' } as const;
const yes = 'yes';

type Asked = { id: PostmortemId; heldAt: string; started: boolean };

/** When it was, and whether it began as it should where that was not here. */
export const heldModal = ({ id, heldAt, started }: Asked): ModalView =>
  modal(
    submitted.held,
    'The meeting was held',
    'Held',
    [
      section(
        'From now on what was said is weighed. There are two working days to choose what to try: sleeping over it makes better choices.',
      ),
      question(names.heldAt, 'When', { type: 'datetimepicker', initial_date_time: Math.floor(Date.parse(heldAt) / 1000) }),
      ...(started
        ? []
        : [
            section(`_${blamelessReminder}_`),
            question(
              names.reminded,
              'The reminder',
              { type: 'checkboxes', options: [option(yes, 'We began with it, or with words like it')] },
              { optional: true, hint: 'It belongs to every meeting. Where it was left out, leave this open and read it out next time.' },
            ),
          ]),
    ],
    { id },
  );

export const withoutModal = (id: PostmortemId): ModalView =>
  modal(
    submitted.without,
    'Do without a meeting',
    'Say so',
    [
      section('The facilitator and the product manager both say so. The questions and the choice of improvements stay.'),
      question(names.reason, 'How can it do without?', { type: 'plain_text_input', multiline: true, max_length: 1000 }),
      context('Read by those who were there and by the owning team.'),
    ],
    { id },
  );

/** The readers beside the views. */
const idOf = (view: Filled): PostmortemId => z.object({ id: PostmortemId }).parse(JSON.parse(view.private_metadata)).id;
export function readHeld(view: Filled) {
  const said = answers(view);
  return { id: idOf(view), heldAt: said.time(names.heldAt), reminded: said.choices(names.reminded).includes(yes) };
}
export const readWithout = (view: Filled) => ({ id: idOf(view), reason: answers(view).text(names.reason) ?? '' });
