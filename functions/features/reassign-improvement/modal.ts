import type { ModalView } from '@slack/types';
import type { ShownImprovement } from '#domain/improvement/looking';
import { PersonId } from '#domain/person/person';
import { TeamSlug } from '#domain/team/team-slug';
import { section } from '#slack-kit/blocks';
import { type AboutImprovement, readAbout, teamQuestion, teamSearched } from '#slack-kit/improvement-forms';
import { standingOf, titleOf } from '#slack-kit/improvement-words';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';
import { named } from '#slack-kit/text';

export const submitted = 'reassign-improvement-form';
const owner = 'owner';

export const reassignModal = ({ improvement, words, team, now }: ShownImprovement, about: AboutImprovement): ModalView =>
  modal(
    submitted,
    about.id,
    'Hand it on',
    [
      section(`*${named(titleOf(improvement, words))}*\n${standingOf(improvement, now.slice(0, 10))}`),
      question(owner, 'Who takes it?', { type: 'users_select' }, { hint: 'They are told. Its date stays.' }),
      teamQuestion(improvement.team && team ? { slug: improvement.team, name: team.name } : undefined),
    ],
    about,
  );

export function read(view: Filled) {
  const { person, choice } = answers(view);
  return { ...readAbout(view), owner: PersonId.parse(person(owner)), team: TeamSlug.safeParse(choice(teamSearched)).data };
}
