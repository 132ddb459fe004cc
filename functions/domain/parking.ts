import type { Parked, Parking, Request } from './ports.ts';

type Lot = { parking: Parking; now: () => string };

/**
 * Follows a request unless its record was given up on and nobody asked for it `again`. On the last try it is parked first, so that a try which
 * takes the function with it leaves its mark too. Answers the mark that this has ended, if there was one.
 */
export async function unlessParked(
  { parking, now }: Lot,
  { id, lane, again }: Request,
  lastTry: boolean,
  follow: () => Promise<void>,
): Promise<Parked | undefined> {
  const before = await parking.parked(id, lane);
  if (before?.waiting && !again) return undefined;
  if (before?.waiting) await parking.resume(id);
  const at = before?.at ?? now();
  if (lastTry) await parking.park(id, lane, { at, why: 'the last try did not come to an end' });
  try {
    await follow();
  } catch (error) {
    if (!lastTry) throw error;
    const parked = { at, why: reasonOf(error) };
    await parking.park(id, lane, parked);
    throw new GivenUp(parked, error);
  }
  // What another lane still owes is behind, not parked.
  if (lastTry) await parking.resume(id);
  return before;
}

/** It was the last try. */
export class GivenUp extends Error {
  override readonly name = 'GivenUp';
  readonly parked: Parked;
  constructor(parked: Parked, cause: unknown) {
    super(parked.why, { cause });
    this.parked = parked;
  }
}

const longest = 300;
/** What is shown and kept of an error: its own sentence, and of several each once. */
function reasonOf(error: unknown): string {
  const all = error instanceof AggregateError ? error.errors : [error];
  return [...new Set(all.map((one) => (one instanceof Error ? one.message : String(one))))].join('; ').slice(0, longest);
}
