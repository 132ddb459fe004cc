import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { Rejection } from '#domain/rejection';
import { ServiceSlug } from '#domain/service/service-slug';
import { TeamSlug } from '#domain/team/team-slug';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';

export const submitted = 'change-hand-back';
const team = 'team';
const About = z.object({ service: ServiceSlug });

export const handBackModal = (service: ServiceSlug): ModalView =>
  modal(
    submitted,
    'Who takes it back?',
    'Set it',
    [
      question(
        team,
        `Which team would take ${service} when there is money for features again?`,
        { type: 'plain_text_input', max_length: 60 },
        { hint: 'By its name in the catalogue. Whose it is now does not change by it.' },
      ),
    ],
    { service },
  );

export function read(view: Filled): { service: ServiceSlug; to: TeamSlug } {
  const said = answers(view).text(team) ?? '';
  const slug = TeamSlug.safeParse(said.toLowerCase().replace(/^@/, ''));
  if (!slug.success) throw new Rejection('no_team', `There is no team ${said}. Nothing has changed.`);
  return { service: About.parse(JSON.parse(view.private_metadata)).service, to: slug.data };
}
