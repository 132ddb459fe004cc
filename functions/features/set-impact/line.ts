import { ImpactLevel } from '#domain/incident/impact';

export type Level = ImpactLevel | 'none';
/** What was typed; the times are still words. */
export type Line = { level: Level; fraction?: number; from?: string; to?: string; reason?: string };

const levels: readonly string[] = [...ImpactLevel.options, 'none'];
const isLevel = (word: string): word is Level => levels.includes(word);
const marks = { from: 'from', since: 'from', to: 'to', until: 'to', till: 'to' } as const;
const isMark = (word: string): word is keyof typeof marks => Object.hasOwn(marks, word);

/** `partial 0.5 from 150 min ago to 60 min ago because only staff was hurt`; from and to in any order. Nothing where it is not understood. */
export function readLine(said: string): Line | undefined {
  const [, told = '', reason] = /^([\s\S]*?)(?:\s(?:because|reason:)\s([\s\S]*))?$/i.exec(said.trim()) ?? [];
  const [first = '', ...words] = told.split(/\s+/);
  const level = first.toLowerCase();
  if (!isLevel(level)) return undefined;
  const fraction = readShare(words[0] ?? '');
  const times = readSpans(fraction === undefined ? words : words.slice(1));
  if (times === undefined) return undefined;
  const why = reason && plainly(reason);
  return { level, ...(fraction !== undefined && { fraction }), ...times, ...(why && { reason: why }) };
}

/** `0.5`, `50%`; whether it is a share at all is for the rule to say. */
export function readShare(word: string): number | undefined {
  const [, number, percent] = /^(-?(?:\d+(?:[.,]\d+)?|[.,]\d+))(%?)$/.exec(word.replace(/\s+%$/, '%')) ?? [];
  if (number === undefined) return undefined;
  return Number(number.replace(',', '.')) / (percent ? 100 : 1);
}

/** Words of a person that travel in a button: what cannot be seen is left out. */
export const plainly = (said: string) => said.replace(/\p{Cc}+/gu, ' ').trim();

function readSpans(words: string[]): { from?: string; to?: string } | undefined {
  const spans: { from?: string[]; to?: string[] } = {};
  let current: string[] | undefined;
  for (const word of words) {
    const mark = word.toLowerCase();
    if (isMark(mark)) {
      if (spans[marks[mark]]) return undefined;
      current = [];
      spans[marks[mark]] = current;
    } else if (current) current.push(word);
    else return undefined;
  }
  const { from, to } = spans;
  if (from?.length === 0 || to?.length === 0) return undefined;
  return { ...(from && { from: from.join(' ') }), ...(to && { to: to.join(' ') }) };
}
