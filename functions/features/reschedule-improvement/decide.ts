import { actingAs, mayKnowOf, movers, type Parties, partyRefs } from '#domain/improvement/authority';
import { type Improvement, isChosen } from '#domain/improvement/improvement';
import type { ImprovementEvent } from '#domain/improvement/improvement-events';
import { refusePast } from '#domain/improvement/owner';
import { reasonFrom } from '#domain/improvement/words';
import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';

export type RescheduleImprovement = { by: PersonId; at: string; dueOn: string; reason: string | undefined; reasonId: string };

/** From so many on, whoever answers for the service hears of it. */
const toldFrom = 3;

/** Another date: later only with a reason, and the third time the product manager hears of it. */
export const rescheduleImprovement: Act<Improvement, Parties, RescheduleImprovement, ImprovementEvent> = {
  facts: (improvement, { by }) => partyRefs(improvement, by),
  decide(improvement, facts, { by, at, dueOn, reason, reasonId }) {
    const known = actingAs(improvement, by, facts, movers, notYoursToDate);
    if (!isChosen(known) || known.waitingSince)
      throw new Rejection('no_date_yet', 'Nobody has said yet that they do it, so it has no date to move. Nothing has changed.');
    if (known.dueOn === dueOn) return [];
    refusePast(dueOn, at);
    const later = dueOn > known.dueOn;
    const body = later ? reasonFrom(reason, 'A later date comes with what came between.') : reason?.trim();
    const extension = known.extensions + (later ? 1 : 0);
    const { service, incidents } = facts;
    const manager = service.state === 'registered' ? service.productManager : undefined;
    const tell = later && extension >= toldFrom && manager && manager !== by && mayKnowOf(known, manager, incidents) ? manager : undefined;
    return {
      events: [
        {
          ...{ type: 'ImprovementRescheduled', at, by, from: known.dueOn, dueOn, extension },
          ...(body && { reasonId }),
          ...(tell && { tell }),
        },
      ],
      texts: body ? [{ id: reasonId, by, body }] : [],
    };
  },
};

const notYoursToDate = () =>
  new Rejection(
    'date_not_yours',
    'Its date is moved by its owner, the lead of their team, or the product manager. Nothing has changed; tell one of them.',
  );
