import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { TeamSlug } from '#domain/team/team-slug';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';

export const submitted = 'note-handover';
const words = 'words';
const About = z.object({ slug: TeamSlug, week: z.iso.datetime() });

export const noteModal = (about: z.infer<typeof About>): ModalView =>
  modal(
    submitted,
    'For the next one',
    'Leave it',
    [
      question(
        words,
        'What did you make easier for the next one?',
        { type: 'plain_text_input', multiline: true, max_length: 3000 },
        { hint: 'And what is still open, or may come back. Whoever has the week now reads it.' },
      ),
    ],
    about,
  );

export const read = (view: Filled) => ({ ...About.parse(JSON.parse(view.private_metadata)), words: answers(view).text(words) ?? '' });
