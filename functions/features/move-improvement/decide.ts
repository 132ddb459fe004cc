import { movedBy, type Parties, partyRefs } from '#domain/improvement/authority';
import { type Improvement, isChosen } from '#domain/improvement/improvement';
import type { ImprovementEvent } from '#domain/improvement/improvement-events';
import { stepsOf } from '#domain/improvement/timers';
import type { Act } from '#domain/perform';
import type { Author } from '#domain/person/author';
import { Rejection } from '#domain/rejection';

/** `again`: it was not done after all. */
export type MoveImprovement = { by: Author; at: string; to: 'started' | 'done' | 'again' };

/** How far it is: by its owner, or by the tool in which it is kept too. */
export const moveImprovement: Act<Improvement, Parties, MoveImprovement, ImprovementEvent> = {
  facts: (improvement, { by }) => partyRefs(improvement, by),
  decide(improvement, facts, { by, at, to }) {
    const known = movedBy(improvement, by, facts);
    if (to === 'again') return known.state === 'done' ? [{ type: 'ImprovementReopened', at, by }] : [];
    if (known.state === 'done') return [];
    if (!isChosen(known))
      throw new Rejection(
        'not_chosen',
        'Nobody has been chosen to do it, so it is neither begun nor done. Nothing has changed; it gets an owner and a date first.',
      );
    if (to === 'done') return [{ type: 'ImprovementCompleted', at, by }];
    return known.state === 'in_progress' ? [] : [{ type: 'ImprovementStarted', at, by }];
  },
};

/** Its day is over, everywhere. */
export const tellOverdue: Act<Improvement, Record<string, never>, { at: string }, ImprovementEvent> = {
  facts: () => ({}),
  decide: (improvement, _, { at }) => (isOverdue(improvement, at) ? [{ type: 'ImprovementOverdue', at }] : []),
};
export const isOverdue = (improvement: Improvement, at: string): boolean =>
  stepsOf(improvement).some((one) => one.step === 'overdue' && one.at <= at);
