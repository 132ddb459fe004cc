import * as Instant from 'temporal-polyfill/fns/Instant';
import * as PlainDate from 'temporal-polyfill/fns/PlainDate';
import { toPlainDate } from 'temporal-polyfill/fns/ZonedDateTime';
import type { ImpactWindow } from '#domain/incident/impact';
import { missing } from '#domain/service/downtime';

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

type Quarter = { begins: number; ends: number };

function ofQuarter({ begins, ends }: Quarter, windows: (ImpactWindow & { to: string })[], targetAt: Counted['targetAt']): number {
  const parts = windows.map(({ from, to, fraction }) => {
    const [start, end] = [Math.max(Date.parse(from), begins), Math.min(Date.parse(to), ends)];
    const target = targetAt(from);
    const budget = target === undefined ? 0 : missing(target) * (ends - begins);
    return budget > 0 && end > start ? ((end - start) * fraction) / budget : 0;
  });
  return parts.reduce((sum, part) => sum + part, 0);
}

/** By the calendar of the organisation: a quarter in which clocks change is an hour shorter or longer. */
function quarterOf(at: string, zone: string): Quarter {
  const month = PlainDate.startOfMonth(toPlainDate(Instant.toZonedDateTimeISO(Instant.fromString(at), zone)));
  const first = PlainDate.subtractMonths(month, (month.month - 1) % 3);
  const instant = (date: PlainDate.Record) => PlainDate.toZonedDateTime(date, { timeZone: zone }).epochMilliseconds;
  return { begins: instant(first), ends: instant(PlainDate.addMonths(first, 3)) };
}
