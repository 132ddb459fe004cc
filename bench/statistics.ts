export const median = (values: number[]): number => quantile(values, 0.5);

/** With the values between which half of all lie. */
export const spread = (values: number[]) => ({ low: quantile(values, 0.25), mid: median(values), high: quantile(values, 0.75) });

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
