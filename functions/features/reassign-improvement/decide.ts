import { actingAs, choosers, type Parties, partyRefs } from '#domain/improvement/authority';
import { type Improvement, isChosen } from '#domain/improvement/improvement';
import type { ImprovementEvent } from '#domain/improvement/improvement-events';
import { type Taken, type Taking, takenBy, takingRefs } from '#domain/improvement/owner';
import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';

export type ReassignImprovement = Taken & { by: PersonId; at: string };

/** Somebody else does it; its date stays. */
export const reassignImprovement: Act<Improvement, Parties & Taking, ReassignImprovement, ImprovementEvent> = {
  facts: (improvement, command) => ({ ...partyRefs(improvement, command.by), ...takingRefs(improvement, command) }),
  holds: ['theirs'],
  decide(improvement, facts, command) {
    const { by, at, owner } = command;
    const known = actingAs(improvement, by, facts, [...choosers, 'owner'], notYoursToHandOn);
    if (!isChosen(known) || known.waitingSince)
      throw new Rejection(
        'no_owner_yet',
        'Nobody has said yet that they do it, so there is nothing to hand on. Nothing has changed; it gets an owner and a date first.',
      );
    const team = takenBy(known, command, facts);
    if (known.owner === owner && known.team === team) return [];
    return [{ type: 'ImprovementReassigned', at, by, owner, team, because: 'asked', waiting: false }];
  },
};

const notYoursToHandOn = () =>
  new Rejection(
    'owner_not_yours',
    'It is handed on by its owner, the lead of their team, the product manager, or the owner of the postmortem. Nothing has changed; tell one of them.',
  );
