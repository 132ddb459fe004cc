import type { Act } from '#domain/perform';
import { type Person, type PersonId, personRef, unreachable } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { type Asking, askingRefs, keptBy } from '#domain/team/authority';
import { descriptionOf, type Team, type TeamEvent } from '#domain/team/team';

export type KeepMembers = { by: PersonId; at: string; add: PersonId[]; remove: PersonId[] };
const mostMembers = 200;

/** Who is in it. Whoever has a turn in the rota leaves that first, so that no week loses its Superhero by the way. */
export const keepMembers: Act<Team, Asking & { people: Person[] }, KeepMembers, TeamEvent> = {
  facts: (_, { by, add }) => ({ ...askingRefs(by), people: add.map(personRef) }),
  decide(team, facts, { by, at, add, remove }) {
    const active = keptBy(team, facts, by);
    const absent = add.find((_, index) => unreachable(facts.people[index] ?? { state: 'unknown' }) !== undefined);
    if (absent !== undefined)
      throw new Rejection(
        'not_a_member',
        `<@${absent}> has left, or is a guest or a bot. Nothing has changed; name members of the workspace.`,
      );
    const onDuty = remove.find((person) => active.rota?.order.includes(person) && !active.rota.group);
    if (onDuty !== undefined)
      throw new Rejection(
        'in_the_rota',
        `<@${onDuty}> has a turn in the rota. Nothing has changed; give it a new order without them first: \`/team rota\`.`,
      );
    const members = [...new Set([...active.members, ...add])].filter((person) => !remove.includes(person));
    if (members.length > mostMembers) throw new Rejection('too_many', `A team has at most ${mostMembers} members. Nothing has changed.`);
    if (members.join() === active.members.join()) return [];
    return [{ type: 'TeamChanged', at, by, ...descriptionOf(active), members }];
  },
};
