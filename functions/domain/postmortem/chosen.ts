import type { KnownPostmortem } from './postmortem.ts';

/** Taken as soon as something to try has been chosen and every proposal is decided on; what is proposed after that is to be decided on too. */
export const chosenStep = 'chosen';
export const hasChosen = ({ noneChosen, steps }: Pick<KnownPostmortem, 'noneChosen' | 'steps'>): boolean =>
  noneChosen !== undefined || steps.includes(chosenStep);
