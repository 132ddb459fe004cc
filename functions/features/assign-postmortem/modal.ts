import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { PersonId } from '#domain/person/person';
import type { KnownPostmortem } from '#domain/postmortem/postmortem';
import { PostmortemId } from '#domain/postmortem/postmortem-id';
import { section } from '#slack-kit/blocks';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';

export const submitted = 'assign-postmortem-form';
const names = { owner: 'owner', facilitator: 'facilitator' } as const;
const people = (chosen: PersonId | undefined) => ({ type: 'users_select' as const, ...(chosen && { initial_user: chosen }) });

export const assignModal = (id: PostmortemId, { owner, facilitator }: Pick<KnownPostmortem, 'owner' | 'facilitator'>): ModalView =>
  modal(
    submitted,
    `${id}: who?`,
    'Save',
    [
      section('Driving it is no punishment: it means to see that it gets done, and nobody writes it alone. What is due stays due.'),
      question(names.owner, 'Who drives it?', people(owner), { optional: true }),
      question(names.facilitator, 'Who leads the talk?', people(facilitator), {
        optional: true,
        hint: 'Preferably somebody who was not in it.',
      }),
    ],
    { id },
  );

/** The reader beside the view: whom they chose, each only where somebody was chosen. */
export function read(view: Filled): { id: PostmortemId; chosen: { role: 'owner' | 'facilitator'; person: PersonId }[] } {
  const { id } = z.object({ id: PostmortemId }).parse(JSON.parse(view.private_metadata));
  const person = (name: keyof typeof names) => PersonId.safeParse(answers(view).person(name)).data;
  const chosen = (['owner', 'facilitator'] as const).flatMap((role) => {
    const who = person(role);
    return who ? [{ role, person: who }] : [];
  });
  return { id, chosen };
}
