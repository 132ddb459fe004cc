/** Somebody's word on what is so from when on. Never changed; a correction supersedes it. */
export type Asserted = { version: number; effectiveFrom: string; recordedAt: string; supersedes?: number | undefined };

/** As we know it today. */
export const today = '9999-12-31T23:59:59Z';

/**
 * What was believed at a time: recorded by then, superseded dropped, in order of effect; each ends where the next begins, so that there is
 * neither gap nor overlap. Of two with the same start the later recorded counts.
 */
export function believed<One extends Asserted>(assertions: One[], believedAt: string = today): One[] {
  const recorded = assertions.filter(({ recordedAt }) => recordedAt <= believedAt);
  const superseded = new Set(recorded.flatMap(({ supersedes }) => supersedes ?? []));
  return recorded
    .filter(({ version }) => !superseded.has(version))
    .sort((a, b) => order(a.effectiveFrom, b.effectiveFrom) || a.version - b.version)
    .filter(({ effectiveFrom }, index, sorted) => sorted[index + 1]?.effectiveFrom !== effectiveFrom);
}

/** What was so at an instant, as believed at another. */
export const asOf = <One extends Asserted>(assertions: One[], at: string, believedAt: string = today): One | undefined =>
  believed(assertions, believedAt).findLast(({ effectiveFrom }) => effectiveFrom <= at);

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
