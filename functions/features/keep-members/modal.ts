import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { PersonId } from '#domain/person/person';
import type { KnownTeam } from '#domain/team/team';
import { TeamSlug } from '#domain/team/team-slug';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';
import { opened, touched } from '#slack-kit/touched';

export const submitted = 'keep-members';
const members = 'members';
const About = z.object({ slug: TeamSlug });

export const membersModal = (slug: TeamSlug, team: KnownTeam): ModalView =>
  modal(submitted, 'Members', 'Set them', [asked(team)], { slug, ...opened([asked(team)]) });

const asked = (team: KnownTeam) =>
  question(members, `Who is in ${team.name}?`, {
    type: 'multi_users_select',
    ...(team.members.length > 0 && { initial_users: team.members }),
  });

export const slugIn = (view: Filled) => About.parse(JSON.parse(view.private_metadata)).slug;

/** Whom it puts in and whom it takes out, of those who were shown in it. */
export const read = (view: Filled, now: readonly PersonId[]) =>
  touched(view).moved(
    members,
    now,
    answers(view)
      .people(members)
      .map((one) => PersonId.parse(one)),
  );
