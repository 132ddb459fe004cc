import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { mostLetters } from '#domain/improvement/words';
import { IncidentId } from '#domain/incident/incident-id';
import { PostmortemId } from '#domain/postmortem/postmortem-id';
import type { Question } from '#domain/postmortem/prompt';
import { TeamSlug } from '#domain/team/team-slug';
import { describing, readDescribed } from '#slack-kit/improvement-questions';
import { titleHint } from '#slack-kit/improvement-words';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';

export const submitted = 'propose-improvement-form';
export const easierSubmitted = 'propose-improvement-easier-form';
/** `of`: what lies below it is what was proposed so far. */
const About = z.object({ incident: IncidentId, of: PostmortemId.optional() });
const AboutTeam = z.object({ team: TeamSlug });
const title = 'title';

export type Prefilled = { title?: string; question?: Question };

export const proposeModal = (about: z.infer<typeof About>, known: Prefilled): ModalView =>
  modal(submitted, `For ${about.incident}`, 'Propose it', describing({ ...known, priority: 'medium' }), about);

export const easierModal = (team: TeamSlug): ModalView =>
  modal(
    easierSubmitted,
    'Make it easier',
    'Propose it',
    [
      question(
        title,
        'What would make the next week on call easier?',
        { type: 'plain_text_input', max_length: mostLetters.title },
        { hint: titleHint },
      ),
    ],
    { team },
  );

/** The readers beside the views. */
export const read = (view: Filled) => ({ ...About.parse(JSON.parse(view.private_metadata)), ...readDescribed(view) });
export const readEasierForm = (view: Filled) => ({
  ...AboutTeam.parse(JSON.parse(view.private_metadata)),
  title: answers(view).text(title) ?? '',
});
