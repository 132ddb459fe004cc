import type { ModalView } from '@slack/types';
import { PersonId } from '#domain/person/person';
import { section } from '#slack-kit/blocks';
import { type About, readAbout } from '#slack-kit/incident-forms';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';

export const submitted = 'swarm-people';
const names = { people: 'people', service: 'service' } as const;

export const swarmModal = (about: About): ModalView =>
  modal(
    submitted,
    `Swarm ${about.id}`,
    'Bring them in',
    [
      question(names.people, 'Who is needed?', { type: 'multi_users_select' }, { optional: true }),
      question(
        names.service,
        'The on-call of which service?',
        { type: 'plain_text_input', max_length: 200 },
        { optional: true, hint: 'A name or an alias, for example checkout. They are paged.' },
      ),
    ],
    about,
  );

/** What came of it, where not everyone who was named comes. */
export const outcome = ({ id }: About, said: string): ModalView => modal('swarmed', `Swarm ${id}`, undefined, [section(said)]);

/** The reader beside the view. */
export function read(view: Filled) {
  const { people, text } = answers(view);
  return {
    ...readAbout(view),
    people: people(names.people).map((one) => PersonId.parse(one)),
    groups: [],
    service: text(names.service) ?? '',
  };
}
