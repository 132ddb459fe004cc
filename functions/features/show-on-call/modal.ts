import type { ModalView } from '@slack/types';
import type { TeamSlug } from '#domain/team/team-slug';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';

export const submitted = 'show-on-call';
const names = { about: 'about', time: 'time' } as const;

export const onCallModal = (team: TeamSlug | undefined): ModalView =>
  modal(submitted, 'Who is on call', 'Show', [
    question(
      names.about,
      'Of which team or service?',
      { type: 'plain_text_input', max_length: 200, ...(team && { initial_value: team }) },
      { hint: 'A team by its name in the catalogue, or a service by any of its names.' },
    ),
    question(
      names.time,
      'When?',
      { type: 'plain_text_input', max_length: 100 },
      { optional: true, hint: 'Saturday 23:00, or 2026-01-10 14:00. Now, if you leave it empty.' },
    ),
  ]);

export function read(view: Filled): { about: string; time: string | undefined } {
  const { text } = answers(view);
  return { about: text(names.about) ?? '', time: text(names.time) };
}
