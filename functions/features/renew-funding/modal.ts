import type { ModalView } from '@slack/types';
import * as z from 'zod';
import type { RegisteredService } from '#domain/service/service';
import { ServiceSlug } from '#domain/service/service-slug';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';

export const submitted = 'extend-funding';
const names = { until: 'until' } as const;
const Carried = z.object({ slug: ServiceSlug });

export const extendModal = ({ slug, name, fundedUntil }: RegisteredService): ModalView =>
  modal(
    submitted,
    'Money for features',
    'Extend',
    [
      question(
        names.until,
        `Until when is there money for features in ${name}?`,
        { type: 'datepicker', ...(fundedUntil && { initial_date: fundedUntil }) },
        { hint: 'You are asked again two weeks before that day. Nothing happens by itself.' },
      ),
    ],
    { slug },
  );

/** The reader beside the view. */
export function read(view: Filled) {
  const until = z.iso.date().safeParse(answers(view).day(names.until));
  if (!until.success) return { errors: { [names.until]: 'Name a day of the calendar. Nothing has changed.' } };
  return { ...Carried.parse(JSON.parse(view.private_metadata)), until: until.data };
}
