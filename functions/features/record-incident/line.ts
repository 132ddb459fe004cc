import { Severity, severityInDoubt } from '#domain/incident/severity';
import type { leadingTime } from '#domain/time/leading-time';
import type { Moment, readTime, writtenTime } from '#domain/time/said-time';
import { cut, unescaped } from '#slack-kit/text';

/** Handed in, so that only who says a time loads it. */
type Calendar = { leadingTime: typeof leadingTime; readTime: typeof readTime; writtenTime: typeof writtenTime };

export type Said = { from: string; to: string; title: string; service: string; severity: Severity };
export const isOver = (rest: string) => /^over\s+from\b/i.test(rest.trim());

/** `over from 13:00 to 14:00 sev2 checkout: cards failed`, with the times as their reader would type them; what is missing is asked for. */
export function readLine(rest: string, moment: Moment, { leadingTime, readTime, writtenTime }: Calendar): Said {
  const [, since = '', after = unescaped(rest).replace(/^over\b/i, '')] =
    /^over\s+from\s+(.+?)\s+to\s+([\s\S]+)$/i.exec(unescaped(rest).trim()) ?? [];
  const until = leadingTime(after, moment);
  const told = (until?.rest ?? after).trim();
  const [, level, words = told] = /^(sev[1-4])\s+([\s\S]*)$/i.exec(told) ?? [];
  const [, service = '?', title = words] = /^([^:]+):\s+([\s\S]+)$/.exec(words) ?? [];
  const from = readTime(since, moment);
  return {
    from: from ? writtenTime(from, moment.zone) : since,
    to: until ? writtenTime(until.at, moment.zone) : '',
    service: service.trim(),
    title: cut(title.replaceAll(/\s+/g, ' ').trim(), 150),
    severity: Severity.safeParse(level?.toLowerCase()).data ?? severityInDoubt,
  };
}
