/** Dealt: what was to strike. Met: what did. The others met no call in their run, because what runs side by side does not call equally often. */
export type Met = { met: number; dealt: number };

/** With less than nine tenths of them, that all came out alike says nothing. */
const share = 0.9;

export const enoughMet = ({ met, dealt }: Met): boolean => dealt > 0 && met >= share * dealt;

export const sayMet = ({ met, dealt }: Met): string =>
  `${met} of ${dealt} dealt faults met a call${enoughMet({ met, dealt }) ? '' : `, which is LESS THAN ${share * 100} %`}`;
