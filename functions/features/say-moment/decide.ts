import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { actingAs, type Parties, partyRefs } from '#domain/postmortem/authority';
import { beforePublishing, knowing, notYoursToPutDown } from '#domain/postmortem/known';
import { momentsOf } from '#domain/postmortem/moments';
import type { Postmortem } from '#domain/postmortem/postmortem';
import { Moment, type PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { Rejection } from '#domain/rejection';

export type SayMoments = { by: PersonId; at: string; said: Partial<Record<Moment, string>> };

/** When it was noticed, first had by somebody, and restored: where the incident does not know it, or knows it wrongly. */
export const sayMoments: Act<Postmortem, Parties, SayMoments, PostmortemEvent> = {
  facts: (postmortem, { by }) => partyRefs(postmortem, by),
  decide(postmortem, facts, { by, at, said }) {
    const known = beforePublishing(actingAs(postmortem, by, facts, knowing, notYoursToPutDown).postmortem);
    const { incident } = facts;
    if (incident.state === 'none') return [];
    if (Object.values(said).some((one) => one > at))
      throw new Rejection('in_the_future', 'That time is still to come. Nothing has changed; say when it was.');
    const before = momentsOf({ postmortem: known, incident });
    const after = { ...before, ...said };
    if (after.detection && after.restoration && after.restoration < after.detection)
      throw new Rejection(
        'out_of_order',
        'It would have been over before it was noticed. Nothing has changed; look at the two times again.',
      );
    return Moment.options.flatMap((moment) => {
      const happenedAt = said[moment];
      return happenedAt === undefined || sameMinute(happenedAt, before[moment])
        ? []
        : [{ type: 'PostmortemMomentSaid' as const, at, by, moment, happenedAt }];
    });
  },
};

/** A form shows minutes; what nobody has touched keeps its seconds. */
const sameMinute = (one: string, other: string | undefined) => other !== undefined && one.slice(0, 16) === other.slice(0, 16);
