import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { Rejection } from '#domain/rejection';
import type { KnownTeam } from '#domain/team/team';
import { TeamSlug } from '#domain/team/team-slug';
import { section } from '#slack-kit/blocks';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';
import { named } from '#slack-kit/text';

export const submitted = 'disband-team';
const successor = 'successor';
const About = z.object({ slug: TeamSlug });

export const disbandModal = (slug: TeamSlug, team: KnownTeam): ModalView =>
  modal(
    submitted,
    'Disband the team',
    'Disband it',
    [
      section(
        `*${named(team.name)}* is no team any more then, and its name is never used again. Nothing may rest on it: people leave, services do not.`,
      ),
      question(
        successor,
        'Which team comes after it?',
        { type: 'plain_text_input', max_length: 60 },
        { optional: true, hint: 'By its name in the catalogue.' },
      ),
    ],
    { slug },
  );

export function read(view: Filled): { slug: TeamSlug; successor: TeamSlug | undefined } {
  const said = answers(view).text(successor);
  const named = said === undefined ? undefined : TeamSlug.safeParse(said.toLowerCase().replace(/^@/, ''));
  if (named && !named.success) throw new Rejection('no_successor', `There is no team ${said}. Nothing has changed.`);
  return { slug: About.parse(JSON.parse(view.private_metadata)).slug, successor: named?.data };
}
