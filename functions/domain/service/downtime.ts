const day = 86_400;
/** `domain.md` 3.2: of a week, of four weeks, and of a quarter of ninety days. */
export const periods = { week: 7 * day, fourWeeks: 28 * day, quarter: 90 * day } as const;
export type Period = keyof typeof periods;

/** Billionths, so that 99.9 % is what it says and not what binary fractions make of it. */
export const missing = (target: number) => Math.round((100 - target) * 1e7) / 1e9;

/** How many seconds it may be down in a period and still reach its target. */
export const tolerable = (target: number, period: Period): number => Math.round(missing(target) * periods[period] * 1000) / 1000;

/** `1:40:48`; tenths only where it is no whole number of seconds. */
export function clocked(seconds: number): string {
  const whole = Number.isInteger(seconds);
  const tenths = whole ? seconds * 10 : Math.round(seconds * 10);
  const padded = (part: number) => String(part).padStart(2, '0');
  const [hours, minutes, rest] = [Math.floor(tenths / 36_000), Math.floor(tenths / 600) % 60, Math.floor(tenths / 10) % 60];
  return `${hours}:${padded(minutes)}:${padded(rest)}${whole ? '' : `.${tenths % 10}`}`;
}

/**
 * What an hour of being down can cost, up to which a level is worth it (the bands of Equal Experts' You Build It You Run It playbook, in whatever
 * money the organisation counts in). 99.99 % is for nobody to suggest.
 */
const bands = [
  { upTo: 7_000, target: 95 },
  { upTo: 250_000, target: 99 },
] as const;
const highest = 99.9;

export const suggestedTarget = (exposurePerHour: number): number => bands.find(({ upTo }) => exposurePerHour <= upTo)?.target ?? highest;

/** What may be lost in a week in which the target is just reached. */
export const tolerableLoss = (exposurePerHour: number, target: number): number =>
  Math.round((exposurePerHour * tolerable(target, 'week')) / 36) / 100;
