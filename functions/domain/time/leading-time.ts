import { type Moment, readTime } from './said-time.ts';

/** A time of day, or how long ago: a bare day or number at the beginning of a sentence is part of the sentence. */
const saysWhen = /\d:\d{2}|\d\s?[ap]m\b|\bago$/i;
/** Words that belong to the time before them. */
const goesOn = /^([ap]m|yesterday|today|utc|gmt)$/i;
const mostWords = 6;

/** The time that words begin with (`14:05 restarted the queue`, `20 min ago: …`) and what is left of them; nothing where they begin with none. */
export function leadingTime(said: string, moment: Moment): { at: string; rest: string } | undefined {
  const ends = [...said.matchAll(/\S+/g)].slice(0, mostWords + 1).map(({ 0: word, index }) => index + word.length);
  const first = (words: number) =>
    said
      .slice(0, ends[words - 1])
      .trim()
      .replace(/[:,]$/, '');
  const read = (words: number) => readTime(first(words), moment);
  const short = ends.findIndex((_, index) => index < mostWords && saysWhen.test(first(index + 1)) && read(index + 1) !== undefined) + 1;
  if (short === 0) return undefined;
  const next = said
    .slice(ends[short - 1], ends[short])
    .trim()
    .replace(/[:,]$/, '');
  const words = goesOn.test(next) && read(short + 1) !== undefined ? short + 1 : short;
  const rest = said
    .slice(ends[words - 1])
    .trim()
    .replace(/^[-–—]\s+/, '');
  return { at: read(words) ?? moment.now, rest };
}
