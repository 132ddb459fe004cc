import type { ModalView } from '@slack/types';
import { suggestedDue } from '#domain/improvement/days';
import { Priority } from '#domain/improvement/improvement-kind';
import type { ShownImprovement } from '#domain/improvement/looking';
import { PersonId } from '#domain/person/person';
import { TeamSlug } from '#domain/team/team-slug';
import { context, section } from '#slack-kit/blocks';
import { type AboutImprovement, priorityQuestion, readAbout, teamQuestion, teamSearched } from '#slack-kit/improvement-forms';
import { belongingOf, titleOf } from '#slack-kit/improvement-words';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';
import { named } from '#slack-kit/text';

export const submitted = 'choose-improvement-form';
const names = { owner: 'owner', due: 'due', priority: 'priority' } as const;

/** Who takes it, and by when: one person, and one day. */
export function chooseModal({ improvement, words, team, now, peak }: ShownImprovement, about: AboutImprovement): ModalView {
  const today = now.slice(0, 10);
  const before = 'dueOn' in improvement && improvement.dueOn >= today ? improvement.dueOn : undefined;
  const owner = 'owner' in improvement ? improvement.owner : undefined;
  const theirs = improvement.team && team ? { slug: improvement.team, name: team.name } : undefined;
  return modal(
    submitted,
    about.id,
    improvement.waitingSince ? 'Take it' : 'Choose it',
    [
      section(`*${named(titleOf(improvement, words))}*`),
      context(belongingOf(improvement)),
      question(
        names.owner,
        'Who takes it?',
        { type: 'users_select', ...(owner && { initial_user: owner }) },
        { hint: 'One person. That others help goes without saying.' },
      ),
      teamQuestion(theirs),
      question(names.due, 'By when?', { type: 'datepicker', initial_date: before ?? suggestedDue(team?.zone ?? 'UTC', now, peak) }),
      priorityQuestion(names.priority, improvement.priority),
    ],
    about,
  );
}

/** The reader beside the view. */
export function read(view: Filled) {
  const { person, choice, day } = answers(view);
  return {
    ...readAbout(view),
    owner: PersonId.parse(person(names.owner)),
    team: TeamSlug.safeParse(choice(teamSearched)).data,
    dueOn: day(names.due) ?? '',
    priority: Priority.parse(choice(names.priority)),
  };
}
