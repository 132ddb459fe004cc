import { cut } from '#domain/cut';
import type { PostmortemDocument, Words } from './document.ts';

/** An item of the table has at most 400 KB. */
const mostBytes = 350_000;
/** To how much the longest words are cut, until all of it fits; and, when that is not enough, what is left of the longest lists. */
const lengths = [3000, 1500, 700, 300, 120];
const shortest = [60, 20];

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
    short = withWordsOf(document, length);
  }
  while (bytes(short) > mostBytes && short.artifacts.length + short.timeline.length > 0) short = withoutTheLast(document, short);
  for (const length of shortest) if (bytes(short) > mostBytes) short = withWordsOf(short, length);
  return short;
}

function withWordsOf(document: PostmortemDocument, most: number): PostmortemDocument {
  const cutTo = (words: Words, length: number): Words =>
    words.text.length <= length ? words : { ...words, text: cut(words.text, length), cut: true };
  const { artifacts, ...rest } = document;
  return {
    ...mapWords(rest, (words) => cutTo(words, most)),
    // An address that was cut leads nowhere.
    artifacts: artifacts.map((one) => ({
      ...one,
      words: cutTo(one.words, Math.max(most, one.words.text.split('\n', 1).join().length + 2)),
    })),
    data_quality: { ...document.data_quality, words_cut: true },
  };
}

/** What came last goes first, of both lists as much. */
function withoutTheLast(document: PostmortemDocument, short: PostmortemDocument): PostmortemDocument {
  const lists = bytes([short.artifacts, short.timeline]);
  const kept = Math.max(0, Math.min(1, (mostBytes - bytes(short) + lists) / lists)) * 0.95;
  const artifacts = short.artifacts.slice(0, Math.floor(short.artifacts.length * kept));
  const timeline = short.timeline.slice(0, Math.floor(short.timeline.length * kept));
  const artifacts_left_out = document.artifacts.length - artifacts.length;
  const timeline_left_out = document.timeline.length - timeline.length;
  const timeline_cut = short.data_quality.timeline_cut || timeline_left_out > 0;
  return { ...short, artifacts, timeline, data_quality: { ...short.data_quality, timeline_cut, artifacts_left_out, timeline_left_out } };
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
