import type { Parked, Parking, Request } from './ports.ts';
import { ComeBackLater } from './rejection.ts';

type Lot = { parking: Parking; now: () => string };
/** What is done with a request, and what is said about that. `tryToTell` answers whether it was said. */
type Ways = {
  follow(): Promise<void>;
  tryToTell(parked: Parked): Promise<boolean>;
  tellItIsAgain(parked: Parked): Promise<void>;
};

/**
 * Follows a request unless its lane was given up on, and neither asked for `again` nor anything new has happened since. The last try is marked
 * before it is made, so that one which takes the function with it leaves its mark too. The mark goes when people know that all is well again.
 */
export async function unlessParked({ parking, now }: Lot, { id, lane, again }: Request, lastTry: boolean, ways: Ways): Promise<void> {
  const { version, mark } = await parking.look(id, lane);
  const tell = async (parked: Parked) => {
    if (await ways.tryToTell(parked)) await parking.told(id, lane);
  };
  if (mark?.waiting && !again) {
    await parking.rest(id);
    // Who could not be told, because what failed was Slack itself, is told as soon as it works.
    return mark.told ? undefined : tell(mark);
  }
  if (mark?.waiting) await parking.resume(id, lane);
  const at = mark?.at ?? now();
  if (lastTry) await parking.park(id, lane, { at, why: 'the last try did not come to an end' }, version);
  try {
    await ways.follow();
    if (mark) await ways.tellItIsAgain(mark);
  } catch (error) {
    if (!lastTry) throw error;
    // Told to wait is not failed: the sweep brings it back.
    if (error instanceof ComeBackLater) await (mark ? parking.resume(id, lane) : parking.clear(id, lane));
    else {
      const parked = { at, why: reasonOf(error) };
      if (await parking.park(id, lane, parked, version)) await tell(parked);
    }
    throw error;
  }
  if (mark || lastTry) await parking.clear(id, lane);
}

const longest = 300;
/** What is shown and kept of an error: its own sentence, and of several each once. */
function reasonOf(error: unknown): string {
  const all = error instanceof AggregateError ? error.errors : [error];
  return [...new Set(all.map((one) => (one instanceof Error ? one.message : String(one))))].join('; ').slice(0, longest);
}
