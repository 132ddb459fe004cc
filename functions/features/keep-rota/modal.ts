import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { PersonId } from '#domain/person/person';
import { DutyRole } from '#domain/team/rota';
import type { KnownTeam } from '#domain/team/team';
import { TeamSlug } from '#domain/team/team-slug';
import { option } from '#slack-kit/blocks';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';
import { roleName } from '#slack-kit/team-words';

export const submitted = { order: 'set-order', cover: 'cover-turn', away: 'take-leave' } as const;
const names = {
  people: 'people',
  person: 'person',
  starts: 'starts',
  handOver: 'hand-over',
  role: 'role',
  from: 'from',
  to: 'to',
} as const;

const About = z.object({ slug: TeamSlug });
export const readSlug = ({ private_metadata }: { private_metadata: string }) => About.parse(JSON.parse(private_metadata)).slug;

/** The order in which people are chosen is that of their turns. */
export const orderModal = (slug: TeamSlug, { rota }: KnownTeam): ModalView =>
  modal(
    submitted.order,
    'A new order',
    'Set it',
    [
      question(
        names.people,
        'Who takes turns, in this order?',
        { type: 'multi_users_select', ...(rota && rota.order.length > 0 && { initial_users: rota.order }) },
        { hint: 'A week each. The first begins, the next one is the Side-kick.' },
      ),
      question(
        names.starts,
        'From which day on?',
        { type: 'datepicker' },
        { hint: 'Weeks change on that weekday. Weeks that have been stay as they were.' },
      ),
      question(
        names.handOver,
        'At what time do weeks change?',
        { type: 'plain_text_input', max_length: 5, initial_value: rota?.handOver ?? '10:00' },
        { hint: 'By the team’s own clock, for example 10:00.' },
      ),
    ],
    { slug },
  );

export function readOrder(view: Filled) {
  const { people, day, text } = answers(view);
  const handOver = (text(names.handOver) ?? '10:00').padStart(5, '0');
  return { slug: readSlug(view), order: people(names.people).map((one) => PersonId.parse(one)), starts: day(names.starts) ?? '', handOver };
}

const spanQuestions = [
  question(
    names.from,
    'From when?',
    { type: 'plain_text_input', max_length: 100 },
    { hint: '14 March, Sat 09:00, or 2026-03-14 09:00; in your own time.' },
  ),
  question(names.to, 'Until when?', { type: 'plain_text_input', max_length: 100 }, { hint: 'A day that you name is meant whole.' }),
];

export const coverModal = (slug: TeamSlug): ModalView =>
  modal(
    submitted.cover,
    'Somebody stands in',
    'Set it',
    [
      question(names.person, 'Who?', { type: 'users_select' }),
      question(names.role, 'As what?', {
        type: 'static_select',
        options: DutyRole.options.map((role) => option(role, roleName[role])),
        initial_option: option('superhero', roleName.superhero),
      }),
      ...spanQuestions,
    ],
    { slug },
  );

export const leaveModal = (slug: TeamSlug, by: PersonId): ModalView =>
  modal(
    submitted.away,
    'Leave',
    'Set it',
    [question(names.person, 'Whose?', { type: 'users_select', initial_user: by }), ...spanQuestions],
    { slug },
  );

export function readSpanOf(view: Filled) {
  const { person, choice, text } = answers(view);
  const role = DutyRole.parse(choice(names.role) ?? 'superhero');
  return {
    slug: readSlug(view),
    person: PersonId.parse(person(names.person)),
    role,
    span: `from ${text(names.from) ?? ''} to ${text(names.to) ?? ''}`,
  };
}
