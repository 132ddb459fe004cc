import * as z from 'zod';

const at = z.iso.datetime();

/** How much of the service customers could not use: never derived from severity, nor severity from it (`domain.md` 3.1). */
export const ImpactLevel = z.enum(['unavailable', 'partial', 'degraded']);
export type ImpactLevel = z.infer<typeof ImpactLevel>;

/** The share of requests, users or journeys that failed, where nobody says it. Degraded counts as available. */
export const usualFraction: Record<ImpactLevel, number> = { unavailable: 1, partial: 0.5, degraded: 0 };

/** Customers were hurt from `from` (included) to `to` (not included); `null` while it lasts. Times in UTC, the fraction of 0 to 1. */
export const ImpactWindow = z.object({ level: ImpactLevel, fraction: z.number().min(0).max(1), from: at, to: at.nullable() });
export type ImpactWindow = z.infer<typeof ImpactWindow>;

/** What somebody says of a span of time; no impact is said too. */
export type Span = { impact: { level: ImpactLevel; fraction: number } | null; from: string; to: string | null };

/**
 * The latest word about a moment counts: what was said of it before is cut away, so windows never overlap. Neighbours that say the same become
 * one. In order of time.
 */
export function said(windows: ImpactWindow[], { impact, from, to }: Span): ImpactWindow[] {
  if (to !== null && to <= from) return windows;
  const rest = windows.flatMap((window) => [
    ...(window.from < from ? [{ ...window, to: window.to === null || window.to > from ? from : window.to }] : []),
    ...(to !== null && (window.to === null || window.to > to) ? [{ ...window, from: window.from < to ? to : window.from }] : []),
  ]);
  const all = [...rest, ...(impact ? [{ ...impact, from, to }] : [])].sort((a, b) => (a.from < b.from ? -1 : 1));
  return joined(all);
}

function joined(windows: ImpactWindow[]): ImpactWindow[] {
  const list: ImpactWindow[] = [];
  for (const window of windows) {
    const last = list.at(-1);
    if (last && last.to === window.from && last.level === window.level && last.fraction === window.fraction) last.to = window.to;
    else list.push({ ...window });
  }
  return list;
}

export const ongoing = (windows: ImpactWindow[]): ImpactWindow | undefined => windows.find(({ to }) => to === null);

/** From here on nobody is hurt any more. */
export const endedAt = (windows: ImpactWindow[], at: string): ImpactWindow[] =>
  ongoing(windows) ? said(windows, { impact: null, from: at, to: null }) : windows;

/** A head stays small. */
export const mostWindows = 50;
