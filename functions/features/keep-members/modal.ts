import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { PersonId } from '#domain/person/person';
import type { KnownTeam } from '#domain/team/team';
import { TeamSlug } from '#domain/team/team-slug';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';

export const submitted = 'keep-members';
const members = 'members';
const About = z.object({ slug: TeamSlug });

export const membersModal = (slug: TeamSlug, team: KnownTeam): ModalView =>
  modal(
    submitted,
    'Members',
    'Set them',
    [
      question(members, `Who is in ${team.name}?`, {
        type: 'multi_users_select',
        ...(team.members.length > 0 && { initial_users: team.members }),
      }),
    ],
    { slug },
  );

export const read = (view: Filled) => ({
  slug: About.parse(JSON.parse(view.private_metadata)).slug,
  members: answers(view)
    .people(members)
    .map((one) => PersonId.parse(one)),
});
