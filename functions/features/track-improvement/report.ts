import { type Parties, partyRefs, readableTo } from '#domain/improvement/authority';
import type { Improvement } from '#domain/improvement/improvement';
import type { ImprovementEvent } from '#domain/improvement/improvement-events';
import { isJustTried, notTracked, triedAgainAt } from '#domain/improvement/tracking';
import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { isDue } from '#domain/time/due';

type Nothing = Record<string, never>;

/** What was refused is tried again by itself; `nowhere`: there is nothing to be kept there any more, so that nobody is asked to mend it. */
export const retryTracking: Act<Improvement, Nothing, { at: string; nowhere: boolean }, ImprovementEvent> = {
  facts: () => ({}),
  decide: (improvement, _, { at, nowhere }) =>
    isDue(triedAgainAt(improvement), at) ? [{ type: 'ImprovementTrackingTried', at, ...(nowhere && { nowhere: true as const }) }] : [],
};

/** Whoever has mended it need not wait for that. Everybody who may read it may press: nothing is said or moved by it. */
export const tryTrackingAgain: Act<Improvement, Parties, { by: PersonId; at: string }, ImprovementEvent> = {
  facts: (improvement, { by }) => partyRefs(improvement, by),
  decide(improvement, facts, { by, at }) {
    const known = readableTo(improvement, by, facts);
    return notTracked(known) === undefined || isJustTried(known, at) ? [] : [{ type: 'ImprovementTrackingTried', at, by }];
  },
};
