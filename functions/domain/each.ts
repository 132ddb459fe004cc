/** What could not be done, and why. */
export type Failure = { what: string; why: string };

/** One after the other, each by itself: one that throws does not keep the others. */
export async function each<One>(all: Iterable<One>, what: (one: One) => string, act: (one: One) => Promise<unknown>): Promise<Failure[]> {
  const failed: Failure[] = [];
  for (const one of all) {
    try {
      await act(one);
    } catch (error) {
      failed.push({ what: what(one), why: String(error).slice(0, longestWhy) });
    }
  }
  return failed;
}

/** Parts that each tell what failed in them; one that stops keeps none of the others. */
export async function allOf(parts: Iterable<[string, () => Promise<Failure[]>]>): Promise<Failure[]> {
  const failed: Failure[] = [];
  const stopped = await each(
    parts,
    ([name]) => name,
    async ([, part]) => failed.push(...(await part())),
  );
  return [...stopped, ...failed];
}

const longestWhy = 200;
