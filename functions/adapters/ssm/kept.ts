import type { SecretsSource } from '#runtime/slack-secrets';

const rereadAfter = 60_000;

/** `renewAfter`: how old they may become before they are read again unasked. `goodFor`: how long they last where that fails. */
type Limits = { renewAfter: number; goodFor: number };
const unlimited: Limits = { renewAfter: Number.POSITIVE_INFINITY, goodFor: Number.POSITIVE_INFINITY };

/** Read once per container, and again at most once a minute. A read that failed is not kept, and takes nothing away before its time. */
export function kept<Secrets>(
  read: () => Promise<Secrets>,
  now: () => string,
  { renewAfter, goodFor }: Limits = unlimited,
): SecretsSource<Secrets> {
  let known: { reading: Promise<Secrets>; at: number } | undefined;
  let triedAt = Number.NEGATIVE_INFINITY;
  const since = (at: number) => Date.parse(now()) - at;
  const triedNow = () => since(triedAt) < rereadAfter;

  function keep(): Promise<Secrets> {
    const before = known;
    triedAt = Date.parse(now());
    const mine = { reading: read(), at: triedAt };
    known = mine;
    mine.reading.catch(() => {
      if (known === mine) known = before;
    });
    return mine.reading;
  }

  async function current(): Promise<Secrets> {
    if (known && since(known.at) >= goodFor) known = undefined;
    const reading = known && (since(known.at) < renewAfter || triedNow()) ? known.reading : keep();
    try {
      return await reading;
    } catch (error) {
      // What could not be renewed is what it was.
      if (known === undefined || known.reading === reading) throw error;
      return known.reading;
    }
  }

  return { current, reread: () => (known && triedNow() ? known.reading : keep()) };
}
