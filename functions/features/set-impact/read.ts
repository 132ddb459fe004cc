import { type Moment, readTime, writtenTime } from '#domain/time/said-time';
import type { SaidImpact } from './decide.ts';

export type Times = Pick<SaidImpact, 'from' | 'to'>;

/** The instants that words mean, or which words are no time. What a form was filled with and nobody touched keeps its seconds. */
export function readTimes({ from, to }: Times, moment: Moment, filled: Times = {}): Times | { unread: 'from' | 'to'; words: string } {
  const read = (words: string, before: string | undefined) =>
    before !== undefined && writtenTime(before, moment.zone) === words ? before : readTime(words, moment);
  const times = { from: from && read(from, filled.from), to: to && read(to, filled.to) };
  if (from !== undefined && times.from === undefined) return { unread: 'from', words: from };
  if (to !== undefined && times.to === undefined) return { unread: 'to', words: to };
  return times;
}

/** Instants as the reader would type them. */
export const writeTimes = ({ from, to }: Times, zone: string): Times => ({
  from: from && writtenTime(from, zone),
  to: to && writtenTime(to, zone),
});
