import { triedAgain } from '#domain/time/tried-again';
import type { Improvement } from './improvement.ts';

/** Closed over there as not to be done: that is for people to say, with a reason, and nothing that another try would mend. */
export const putAsideThere = 'put_aside_there';
/** An issue that was deleted stays so. */
const goneForGood = 'http_410';

/** Whoever presses twice asks once. */
const justNowMs = 60_000;

/** What a tracker does not take, and a person has to mend. */
export function notTracked(improvement: Improvement): { tracker: string; code: string; at: string } | undefined {
  const refused = improvement.state === 'none' ? undefined : improvement.trackingRefused;
  return refused?.code === putAsideThere ? undefined : refused;
}

/** When it was last tried to keep it there, as far as it did not work. */
export function lastTried(improvement: Improvement): string | undefined {
  const refused = notTracked(improvement);
  const tried = improvement.state === 'none' ? undefined : improvement.trackingTried;
  return refused && (tried !== undefined && tried > refused.at ? tried : refused.at);
}

export const isJustTried = (improvement: Improvement, at: string): boolean => {
  const last = lastTried(improvement);
  return last !== undefined && Date.parse(at) - Date.parse(last) < justNowMs;
};

/** When it is tried again by itself. */
export function triedAgainAt(improvement: Improvement): string | undefined {
  const last = lastTried(improvement);
  if (last === undefined || improvement.state === 'none') return undefined;
  if (improvement.tracked && improvement.trackingRefused?.code === goneForGood) return undefined;
  return triedAgain(improvement.trackingRefused?.at ?? last, last);
}
