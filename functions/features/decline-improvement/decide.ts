import { actingAs, choosers, notYoursToChoose, type Parties, partyRefs } from '#domain/improvement/authority';
import { type Improvement, improvementRef, isChosen, isOpen } from '#domain/improvement/improvement';
import type { ImprovementEvent } from '#domain/improvement/improvement-events';
import { ImprovementId } from '#domain/improvement/improvement-kind';
import { reasonFrom } from '#domain/improvement/words';
import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import * as postmortem from '#domain/postmortem/authority';
import type { Postmortem } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { Rejection } from '#domain/rejection';

export type DeclineImprovement = { by: PersonId; at: string; reason: string | undefined; reasonId: string };

/** “Not this”: with what was weighed, which stays to be read at the service. */
export const declineImprovement: Act<Improvement, Parties, DeclineImprovement, ImprovementEvent> = {
  facts: (improvement, { by }) => partyRefs(improvement, by),
  decide(improvement, facts, { by, at, reason, reasonId }) {
    const known = actingAs(improvement, by, facts, choosers, notYoursToChoose);
    if (known.state === 'declined') return [];
    if (!isOpen(known)) throw new Rejection('improvement_over', 'It is done, or is part of another one by now. Nothing has changed.');
    const body = reasonFrom(reason, 'It is declined with what was weighed, so that nobody has to ask again.');
    return { events: [{ type: 'ImprovementDeclined', at, by, reasonId }], texts: [{ id: reasonId, by, body, inHead: true }] };
  },
};

type Choosing = postmortem.Parties & { improvements: Improvement[] };
export type ChooseNone = DeclineImprovement;

/** “None of them”: fine, where somebody says what was weighed. */
export const chooseNone: Act<Postmortem, Choosing, ChooseNone, PostmortemEvent> = {
  facts: (state, { by }) => ({
    ...postmortem.partyRefs(state, by),
    improvements: state.state === 'none' ? [] : state.improvements.map((id) => improvementRef(ImprovementId.parse(id))),
  }),
  decide(state, facts, { by, at, reason, reasonId }) {
    const { postmortem: known } = postmortem.actingAs(state, by, facts, ['product_manager', 'delegate', 'owner', 'lead'], notYoursToChoose);
    if (facts.improvements.some((one) => isChosen(one) || one.state === 'done'))
      throw new Rejection('some_chosen', 'At least one is chosen already. Nothing has changed; decline the others one by one.');
    if (!('ladder' in known) || known.state === 'waived')
      throw new Rejection(
        'nothing_to_choose',
        'Nobody was asked for a postmortem of it, so there is nothing to choose. Nothing has changed.',
      );
    const body = reasonFrom(reason, 'Choosing none is fine, with a word on what was weighed.');
    return { events: [{ type: 'PostmortemNoneChosen', at, by, reasonId }], texts: [{ id: reasonId, by, body }] };
  },
};

/** `until`: when none was chosen. */
export type DeclineWithAll = { at: string; by: PersonId; reason: string; reasonId: string; until: string };

/** What nobody wanted when none was chosen is declined for the same reason; what was proposed afterwards is not. */
export const declineWithAll: Act<Improvement, Record<string, never>, DeclineWithAll, ImprovementEvent> = {
  facts: () => ({}),
  decide(improvement, _, { at, by, reason, reasonId, until }) {
    if (improvement.state !== 'proposed' || improvement.proposedAt > until) return [];
    return { events: [{ type: 'ImprovementDeclined', at, by, reasonId }], texts: [{ id: reasonId, by, body: reason, inHead: true }] };
  },
};
