/** When a monitor saw what it says: its words may arrive late, twice, and the later ones first. */
export type Told = { toldAt?: string | undefined };

/** It was so before what is known already. What says no time is new. */
export const isOlder = (said: Told, known: Told): boolean =>
  said.toldAt !== undefined && known.toldAt !== undefined && said.toldAt < known.toldAt;

/** An alarm cannot be over and begin again in less. A flood of repetitions with times of their own writes no more often than that. */
const apartMs = 10_000;

/** It was seen anew, so that what was over in between is older. */
export const isAnew = (said: Told, known: Told): boolean =>
  said.toldAt !== undefined && (known.toldAt === undefined || Date.parse(said.toldAt) - Date.parse(known.toldAt) >= apartMs);

export const latest = (...all: (string | undefined)[]): Told => {
  const toldAt = all
    .filter((one) => one !== undefined)
    .toSorted()
    .at(-1);
  return toldAt === undefined ? {} : { toldAt };
};

/** A monitor whose clock is ahead would silence itself until then. */
export const toldBy = (toldAt: string | undefined, now: string): Told =>
  toldAt === undefined ? {} : { toldAt: toldAt < now ? toldAt : now };
