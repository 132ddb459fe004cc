/** What the budget in `docs/operations.md` speaks of. */
export const budgeted = 1_000_000;
const usual = 100_000;
const fewest = 100;

/** How many incidents are asked for: `npm run capacity -- 1000000`. */
export function wanted(given: string | undefined): number {
  if (given === undefined) return usual;
  const many = Number(given.replaceAll(/[,_](?=\d)/g, ''));
  if (!Number.isInteger(many) || many < fewest || many > budgeted)
    throw new Error(`How many incidents? A whole number from ${said(fewest)} to ${said(budgeted)}, not "${given}".`);
  return many;
}

/** What was filled and how fast, and how long the budget's number takes at that rate. `beside` is what the services took. */
export function rateSaid(many: number, tookMs: number, besideMs: number): string {
  const perSecond = many / ((tookMs - besideMs) / 1000);
  const filled = `Filled with ${said(many)} incidents in ${Math.round(tookMs / 1000)} s, ${Math.round(perSecond)} a second.`;
  if (many === budgeted) return `${filled} That is as many as the budget names.`;
  const minutes = Math.ceil((budgeted / perSecond + (2 * besideMs) / 1000) / 60);
  return `${filled} The ${said(budgeted)} that the budget names were not run; at this rate they take about ${minutes} minutes: npm run capacity -- ${budgeted}`;
}

export const said = (many: number) => many.toLocaleString('en');
