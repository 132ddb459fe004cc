const dayMs = 86_400_000;
const [daily, atAll] = [7 * dayMs, 91 * dayMs];

/**
 * When what was refused is tried again by itself: once a day for a week, then once a week for a quarter. After that somebody presses a button, or
 * the next change tries it: what nobody mends must not go on for ever.
 */
export function triedAgain(refusedAt: string, last: string): string | undefined {
  const since = Date.parse(last) - Date.parse(refusedAt);
  if (since >= atAll) return undefined;
  return new Date(Date.parse(last) + (since < daily ? dayMs : 7 * dayMs)).toISOString();
}
