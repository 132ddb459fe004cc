import { actingAs, choosers, notYoursToChoose, type Parties, partyRefs } from '#domain/improvement/authority';
import { type Improvement, isChosen } from '#domain/improvement/improvement';
import type { ImprovementEvent } from '#domain/improvement/improvement-events';
import type { Priority } from '#domain/improvement/improvement-kind';
import { refusePast, type Taken, type Taking, takenBy, takingRefs } from '#domain/improvement/owner';
import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';

export type ChooseImprovement = Taken & { by: PersonId; at: string; dueOn: string; priority: Priority };

/** One owner and one date; the same is said by those to whom it has come with its service. */
export const chooseImprovement: Act<Improvement, Parties & Taking, ChooseImprovement, ImprovementEvent> = {
  facts: (improvement, command) => ({ ...partyRefs(improvement, command.by), ...takingRefs(improvement, command) }),
  holds: ['theirs'],
  decide(improvement, facts, command) {
    const { by, at, owner, dueOn, priority } = command;
    const known = actingAs(improvement, by, facts, choosers, notYoursToChoose);
    if (known.state === 'done' || known.state === 'superseded')
      throw new Rejection('improvement_over', 'It is done, or is part of another one by now. Nothing has changed.');
    if (isChosen(known) && !known.waitingSince) {
      if (known.owner === owner && known.dueOn === dueOn && known.priority === priority) return [];
      throw new Rejection(
        'chosen_already',
        'It is chosen already. Nothing has changed; it can be given another date, or handed to somebody else.',
      );
    }
    refusePast(dueOn, at);
    return [{ type: 'ImprovementAccepted', at, by, owner, team: takenBy(known, command, facts), dueOn, priority }];
  },
};
