import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { momentsOf, momentsWanted } from '#domain/postmortem/moments';
import { Moment } from '#domain/postmortem/postmortem-events';
import { PostmortemId } from '#domain/postmortem/postmortem-id';
import type { PostmortemView } from '#domain/postmortem/view';
import { context, section } from '#slack-kit/blocks';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';
import { named } from '#slack-kit/text';

export const submitted = 'say-moment-form';
const Carried = z.object({ id: PostmortemId });
const labels: Record<Moment, string> = {
  detection: 'When was it first noticed, by anybody or anything?',
  first_response: 'When did somebody first have it?',
  restoration: 'When were customers no longer hurt?',
};

export function momentsModal(view: PostmortemView): ModalView {
  const { id, postmortem, title } = view;
  const known = momentsOf(view);
  return modal(
    submitted,
    'When it happened',
    'Save',
    [
      section('Roughly is fine: the timeline keeps what was recorded, and these are what the postmortem says.'),
      context(`*${postmortem.incident}: ${named(title)}*`),
      ...momentsWanted(view).map((moment) => {
        const at = known[moment];
        const shown = at === undefined ? {} : { initial_date_time: Math.floor(Date.parse(at) / 1000) };
        return question(moment, labels[moment], { type: 'datetimepicker', ...shown }, { optional: true });
      }),
    ],
    { id } satisfies z.infer<typeof Carried>,
  );
}

/** The reader beside the view. */
export function read(view: Filled) {
  const { time } = answers(view);
  const said = Object.fromEntries(Moment.options.flatMap((moment) => (time(moment) ? [[moment, time(moment)]] : [])));
  return { ...Carried.parse(JSON.parse(view.private_metadata)), said: said as Partial<Record<Moment, string>> };
}
