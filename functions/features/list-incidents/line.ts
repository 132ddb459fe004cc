import { unescaped } from '#slack-kit/text';

export const periods = ['today', '7d', '30d'] as const;
export type Period = (typeof periods)[number];
/** Which incidents are meant. `service` as it was said. */
export type Line = { which: 'open' } | { which: 'over'; service?: string; period?: Period };

/** Nothing, `open`, or `closed [service] [today|7d|30d]`. Nothing where it is not understood. */
export function readLine(rest: string): Line | undefined {
  const words = unescaped(rest).trim().split(/\s+/).filter(Boolean);
  const [first = 'open', ...more] = words;
  if (first.toLowerCase() === 'open') return more.length === 0 ? { which: 'open' } : undefined;
  if (first.toLowerCase() !== 'closed') return undefined;
  const last = more.at(-1)?.toLowerCase();
  const period = periods.find((one) => one === last);
  const service = (period ? more.slice(0, -1) : more).join(' ');
  return { which: 'over', ...(service && { service }), ...(period && { period }) };
}
