import type { ImpactWindow } from '#domain/incident/impact';
import { missing } from '#domain/service/downtime';
import { type Quarter, quarterOf } from '#domain/time/quarter';

type Counted = { impact: ImpactWindow[]; until: string; zone: string; targetAt: (at: string) => number | undefined };

/**
 * The largest share of a calendar quarter's error budget that these windows have used (`domain.md` 3.5): weighted seconds in the quarter against
 * what its target leaves of it. A service without a target has no budget.
 */
export function shareOfBudget({ impact, until, zone, targetAt }: Counted): number {
  const windows = impact.map((window) => ({ ...window, to: window.to ?? until })).filter(({ from, to }) => from < to);
  const shares = windows.flatMap(({ from, to }) => [from, to].map((at) => ofQuarter(quarterOf(at, zone), windows, targetAt)));
  return Math.max(0, ...shares);
}

function ofQuarter(quarter: Quarter, windows: (ImpactWindow & { to: string })[], targetAt: Counted['targetAt']): number {
  const [begins, ends] = [Date.parse(quarter.begins), Date.parse(quarter.ends)];
  const parts = windows.map(({ from, to, fraction }) => {
    const [start, end] = [Math.max(Date.parse(from), begins), Math.min(Date.parse(to), ends)];
    const target = targetAt(from);
    const budget = target === undefined ? 0 : missing(target) * (ends - begins);
    return budget > 0 && end > start ? ((end - start) * fraction) / budget : 0;
  });
  return parts.reduce((sum, part) => sum + part, 0);
}
