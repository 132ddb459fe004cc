import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { IncidentRole } from '#domain/incident/asking-events';
import type { OpenIncident } from '#domain/incident/incident';
import { PersonId } from '#domain/person/person';
import { context } from '#slack-kit/blocks';
import { type About, readAbout } from '#slack-kit/incident-forms';
import { answers, type Filled, modal, question } from '#slack-kit/inputs';
import type { Assignment } from './decide.ts';

export const submitted = 'assign-role';
const purpose: Record<IncidentRole, string> = {
  commander: 'Commander: leads, and leaves the fixing to others',
  deputy: 'Deputy: stands in for the commander',
  scribe: 'Scribe: writes down what happens',
  liaison: 'Liaison: speaks to everyone outside',
};
type Roles = OpenIncident['roles'];

/** Opens with who has them. What it opened with travels in it, so that only what was changed in it is changed. */
export const rolesModal = (about: About, roles: Roles): ModalView =>
  modal(
    submitted,
    `Roles in ${about.id}`,
    'Save',
    [
      ...IncidentRole.options.map((role) =>
        question(role, purpose[role], { type: 'users_select', ...(roles[role] && { initial_user: roles[role] }) }, { optional: true }),
      ),
      context('Nobody has to have any of them. To take one away: `/incident role scribe none`.'),
    ],
    { ...about, roles },
  );

const Carried = z.object({ roles: z.partialRecord(IncidentRole, PersonId) });

/** The reader beside the view. */
export function read(view: Filled): About & { assignments: Assignment[] } {
  const { roles } = Carried.parse(JSON.parse(view.private_metadata));
  const { person } = answers(view);
  const wanted = IncidentRole.options.map((role) => ({ role, person: PersonId.nullable().parse(person(role) ?? null) }));
  return { ...readAbout(view), assignments: wanted.filter((one) => one.person !== (roles[one.role] ?? null)) };
}
