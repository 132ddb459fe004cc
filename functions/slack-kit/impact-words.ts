import type { ImpactWindow, Span } from '#domain/incident/impact';
import { when } from './text.ts';

/** How impact is spoken of, the same everywhere. Times are in the reader's own zone. */
const halfADayMs = 43_200_000;
const minuteMs = 60_000;
const msOf = (from: string, to: string) => Date.parse(to) - Date.parse(from);

/** `43 min`, `1 h 5 min`, `2 d 3 h`. */
export function lasting(ms: number): string {
  const minutes = Math.round(ms / minuteMs);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  if (minutes === 0) return 'less than a minute';
  const parts = days > 0 ? [days && `${days} d`, hours && `${hours} h`] : [hours && `${hours} h`, rest && `${rest} min`];
  return parts.filter(Boolean).join(' ');
}

const shareSaid = ({ level, fraction }: Pick<ImpactWindow, 'level' | 'fraction'>) =>
  level === 'partial' || (level === 'degraded' && fraction > 0) ? `${level} ${Number(fraction.toFixed(4))}` : level;

/** `13:51 to 14:34, unavailable, 43 min`, or that there was none. */
export function spanSaid({ impact, from, to }: Span): string {
  const how = impact ? shareSaid(impact) : 'no impact';
  const begin = when(from, 'day and time');
  if (to === null) return impact ? `since ${begin}, ${how}` : `from ${begin} on, ${how}`;
  const end = when(to, msOf(from, to) < halfADayMs ? 'time' : 'day and time');
  return `${begin} to ${end}, ${how}, ${lasting(msOf(from, to))}`;
}

export const windowSaid = ({ from, to, ...impact }: ImpactWindow) => spanSaid({ impact, from, to });

/** One line each, the latest ones; what is longer ago is counted. */
export function windowsSaid(windows: ImpactWindow[], most = 5): string {
  const earlier = windows.length - most;
  return [...(earlier > 0 ? [`${earlier} earlier`] : []), ...windows.slice(-most).map(windowSaid)].join('\n');
}

/** How long in all, and what it weighs by the share of what failed. Changes only with the record, not with the clock. */
export function totalSaid(windows: ImpactWindow[]): string {
  const ended = windows.flatMap(({ from, to, fraction }) => (to === null ? [] : [{ ms: msOf(from, to), fraction }]));
  const whole = ended.reduce((sum, { ms }) => sum + ms, 0);
  const weighted = ended.reduce((sum, { ms, fraction }) => sum + ms * fraction, 0);
  const weight =
    Math.round(weighted / minuteMs) === Math.round(whole / minuteMs) ? '' : `, weighted ${weighted === 0 ? '0 min' : lasting(weighted)}`;
  const going = windows.length > ended.length ? 'going on' : '';
  return [...(ended.length > 0 ? [`${lasting(whole)} in all${weight}`] : []), ...(going ? [going] : [])].join(', ');
}
