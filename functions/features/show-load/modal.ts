import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { TeamSlug } from '#domain/team/team-slug';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';

export const submitted = 'state-support';
const percent = 'percent';
const About = z.object({ slug: TeamSlug });
/** Until it is measured it is said for this long. */
export const weeks = 4;

export const supportModal = (slug: TeamSlug): ModalView =>
  modal(
    submitted,
    'Support',
    'Put on record',
    [
      question(
        percent,
        `How much of the team’s capacity has gone into support over the last ${weeks} weeks?`,
        { type: 'plain_text_input', max_length: 6 },
        {
          hint: 'Percent, for example 40. From 35 % on it is a warning to whoever wants to move a service to it, from 50 % on it takes an override.',
        },
      ),
    ],
    { slug },
  );

export const read = (view: Filled) => ({
  slug: About.parse(JSON.parse(view.private_metadata)).slug,
  percent: readPercent(answers(view).text(percent) ?? ''),
});

/** `52%`, `52 %`, `52`; anything else is no share at all, which the rule says. */
export const readPercent = (said: string): number =>
  /^\d{1,3}(?:[.,]\d+)?\s*%?$/.test(said.trim()) ? Number.parseFloat(said.replace(',', '.')) : -1;
