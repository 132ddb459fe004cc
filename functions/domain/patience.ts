import type { Lane } from './ports.ts';
import { ComeBackLater, PersonNeeded } from './rejection.ts';

/** A minute at most, since what happens to the record meanwhile stands behind this request. */
const longestWait = 60;
const longestPause = 300;

/**
 * When a request that could not be followed comes back, in seconds. Whoever asks us to wait names the time; what fails waits longer each time.
 * Waiting must never use up the tries: what has waited for half of them is let go, and the sweep brings it back, since its head is behind.
 * A page is let go only where its tries end, because the sweep comes minutes later. Where a person is waited for, those minutes do no harm.
 */
export function comesBackIn(error: unknown, lane: Lane | undefined, { received, receives }: Receives): number | 'let go' {
  if (!(error instanceof ComeBackLater)) return Math.min(longestPause, 2 ** received);
  const enough = lane === 'main' ? received > receives / 2 || error instanceof PersonNeeded : received >= receives;
  return enough ? 'let go' : Math.min(longestWait, error.seconds);
}

/** How often it was received, and after how often it is given up on. */
export type Receives = { received: number; receives: number };
