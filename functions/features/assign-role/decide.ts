import type { IncidentRole } from '#domain/incident/asking-events';
import { type Actor, activeTo, refuseOutsider } from '#domain/incident/authority';
import type { IncidentEvent } from '#domain/incident/events';
import type { Incident } from '#domain/incident/incident';
import type { Act } from '#domain/perform';
import { isGuest } from '#domain/person/authority';
import { type Person, type PersonId, personRef, unreachable } from '#domain/person/person';
import { Rejection } from '#domain/rejection';

/** `null`: nobody has it any more. */
export type Assignment = { role: IncidentRole; person: PersonId | null };
export type AssignRole = Actor & { at: string; assignments: Assignment[] };
type Facts = { person: Person; assigned: Person[] };

const account = { deactivated: 'a deactivated account', bot: 'a bot', guest: 'a guest' } as const;
const named = (assignments: Assignment[]) => [...new Set(assignments.flatMap(({ person }) => person ?? []))];

/** Who leads, stands in, writes down and speaks to those outside. Offered, never forced; whoever had it is told in the room. */
export const assignRole: Act<Incident, Facts, AssignRole, IncidentEvent> = {
  facts: (_, { by, assignments }) => ({ person: personRef(by), assigned: named(assignments).map(personRef) }),
  decide(incident, { person, assigned }, { by, at, inRoom, assignments }) {
    const open = activeTo(incident, person, { by, inRoom });
    refuseOutsider(open, by);
    if (open.private && isGuest(person))
      throw new Rejection(
        'role_by_guest',
        'It is private, and a role lets somebody in: a member of the workspace has to give it. Ask one who is in it.',
      );
    const { roles } = open;
    for (const [index, one] of named(assignments).entries()) {
      const why = unreachable(assigned[index] ?? { state: 'unknown' });
      if (why !== undefined)
        throw new Rejection(
          'cannot_have_role',
          `<@${one}> is ${account[why]}, so they cannot have a role. Nothing has changed: name a member of the workspace.`,
        );
    }
    return assignments
      .filter(({ role, person: wanted }) => (roles[role] ?? null) !== wanted)
      .map(({ role, person: wanted }) => ({ type: 'IncidentRoleAssigned', at, by, role, person: wanted }));
  },
};
