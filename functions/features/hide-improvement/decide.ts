import type { Improvement } from '#domain/improvement/improvement';
import type { ImprovementEvent } from '#domain/improvement/improvement-events';
import type { Act } from '#domain/perform';

/** The incident it came out of is private by now, and so is it, for ever. */
export const hideImprovement: Act<Improvement, Record<string, never>, { at: string }, ImprovementEvent> = {
  facts: () => ({}),
  decide: (improvement, _, { at }) => (improvement.state === 'none' || improvement.private ? [] : [{ type: 'ImprovementMadePrivate', at }]),
};
