import { cut } from '#domain/cut';
import type { PostmortemDocument, Words } from './document.ts';

/** An item of the table has at most 400 KB. */
const mostBytes = 350_000;
/** To how much the longest words are cut, until all of it fits. */
const lengths = [3000, 1500, 700, 300, 120];

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)).length;
const isWords = (value: object): value is Words => 'text' in value && typeof value.text === 'string';

/** The same in every place where somebody's words stand. */
export function mapWords<Of>(value: Of, change: (words: Words) => Words): Of {
  if (Array.isArray(value)) return value.map((one: unknown) => mapWords(one, change)) as Of;
  if (typeof value !== 'object' || value === null) return value;
  if (isWords(value)) return change(value) as Of;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, mapWords(one, change)])) as Of;
}

/** A document that many have written much into keeps the beginning of what each said; the whole of it stays in the record. */
export function shortened(document: PostmortemDocument): PostmortemDocument {
  let short = document;
  for (const length of lengths) {
    if (bytes(short) <= mostBytes) return short;
    short = mapWords(document, (words) => (words.text.length <= length ? words : { ...words, text: cut(words.text, length), cut: true }));
    short = { ...short, data_quality: { ...short.data_quality, words_cut: true } };
  }
  const most = Math.floor((short.timeline.length * mostBytes) / Math.max(bytes(short), mostBytes + 1) / 2);
  return { ...short, timeline: short.timeline.slice(0, most), data_quality: { ...short.data_quality, timeline_cut: true } };
}

/** What was erased since is not in it any more. `gone`: ids of words, each with the record that it belongs to. */
export const withoutWords = (document: PostmortemDocument, gone: ReadonlySet<string>): PostmortemDocument =>
  mapWords(document, (words) => (words.id !== undefined && gone.has(words.id) ? { id: words.id, text: '', erased: true } : words));

/** Where each of its words is kept. */
export function wordsIn(document: PostmortemDocument): string[] {
  const found: string[] = [];
  mapWords(document, (words) => {
    if (words.id !== undefined && !words.erased) found.push(words.id);
    return words;
  });
  return found;
}

/** As it leaves: where words are kept says whose they are. */
export const asExported = (document: PostmortemDocument): PostmortemDocument => mapWords(document, ({ id: _kept, ...words }) => words);
