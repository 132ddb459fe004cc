import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { PersonId } from '#domain/person/person';
import { TeamSlug } from '#domain/team/team-slug';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';

export const submitted = 'swap-week';
const names = { with: 'with', on: 'on', takes: 'takes' } as const;
const About = z.object({ slug: TeamSlug });

export const swapModal = (slug: TeamSlug): ModalView =>
  modal(
    submitted,
    'Swap a week',
    'Ask them',
    [
      question(
        names.with,
        'Who would take your week?',
        { type: 'users_select' },
        { hint: 'They are asked. Nothing changes until they say yes.' },
      ),
      question(
        names.on,
        'Your week: any day in it',
        { type: 'datepicker' },
        { hint: 'On the day on which weeks change, the new one is meant.' },
      ),
      question(names.takes, 'Theirs that you take for it', { type: 'datepicker' }, { optional: true }),
    ],
    { slug },
  );

export function read(view: Filled & { private_metadata: string }) {
  const { person, day } = answers(view);
  return {
    slug: About.parse(JSON.parse(view.private_metadata)).slug,
    with: PersonId.parse(person(names.with)),
    on: day(names.on) ?? '',
    takes: day(names.takes),
  };
}
