import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { actingAs, type Parties, partyRefs } from '#domain/postmortem/authority';
import { isOpen, type Postmortem } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { wayIn } from '#domain/postmortem/signing';
import { Rejection } from '#domain/rejection';

export type WaivePostmortem = { by: PersonId; at: string; reason: string; reasonId: string };
/** Characters. */
export const shortestReason = 20;

/** It is done without: whoever answers for the service says so, with a reason that stays on record. */
export const waivePostmortem: Act<Postmortem, Parties, WaivePostmortem, PostmortemEvent> = {
  facts: (postmortem, { by }) => partyRefs(postmortem, by),
  decide(state, parties, { by, at, reason, reasonId }) {
    const { postmortem, as } = actingAs(state, by, parties, ['product_manager', 'delegate'], notYours);
    if (postmortem.state === 'waived') return [];
    if (!isOpen(postmortem))
      throw new Rejection(
        'postmortem_not_open',
        'There is nothing to waive: it is published, or nobody has asked for it. Nothing has changed.',
      );
    if (postmortem.because.includes('error_budget'))
      throw new Rejection(
        'budget_not_waived',
        'This incident used more than a fifth of the quarter’s error budget, so its postmortem is not waived: reassign it or hold it. Nothing has changed.',
      );
    if (reason.trim().length < shortestReason)
      throw new Rejection(
        'reason_too_short',
        `Say in at least ${shortestReason} characters what makes it dispensable: it stays on record. Nothing has changed.`,
      );
    return {
      events: [{ type: 'PostmortemWaived', at, by, as, reasonId }],
      texts: [{ id: reasonId, by, body: reason.trim(), inHead: true }],
    };
  },
};

const notYours = () =>
  new Rejection(
    'waived_by_product_manager',
    `Only the product manager of the service, or their delegate, waives a postmortem. Nothing has changed; ask them, or reassign it. ${wayIn}`,
  );
