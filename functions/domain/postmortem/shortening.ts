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
  // Slack waits meanwhile: what its letters alone say is too much is not put together to be weighed.
  const letters = lettersOf(document);
  if (letters(Number.POSITIVE_INFINITY) <= mostBytes && bytes(document) <= mostBytes) return document;
  for (const length of lengths) {
    if (letters(length) > mostBytes) continue;
    const short = withWordsOf(document, length);
    if (bytes(short) <= mostBytes) return short;
  }
  let short = withoutTheLast(document, withWordsOf(document, lengths.at(-1) ?? 0));
  for (const length of shortest) if (bytes(short) > mostBytes) short = withWordsOf(short, length);
  return short;
}

/** How many there are when words are cut to so many; none of them takes less than a byte. */
function lettersOf(document: PostmortemDocument): (most: number) => number {
  const { artifacts, ...rest } = document;
  const all = artifacts.map(({ words }) => ({ letters: words.text.length, least: addressIn(words) }));
  mapWords(rest, (words) => {
    all.push({ letters: words.text.length, least: 0 });
    return words;
  });
  return (most) => all.reduce((sum, { letters, least }) => sum + Math.min(letters, Math.max(most, least)), 0);
}

/** How long it is with what ends it: one that was cut leads nowhere. */
const addressIn = ({ text }: Words) => text.split('\n', 1).join().length + 2;

function withWordsOf(document: PostmortemDocument, most: number): PostmortemDocument {
  const cutTo = (words: Words, length: number): Words =>
    words.text.length <= length ? words : { ...words, text: cut(words.text, length), cut: true };
  const { artifacts, ...rest } = document;
  return {
    ...mapWords(rest, (words) => cutTo(words, most)),
    artifacts: artifacts.map((one) => ({ ...one, words: cutTo(one.words, Math.max(most, addressIn(one.words))) })),
    data_quality: { ...document.data_quality, words_cut: true },
  };
}

/** For what is said of those that were left out. */
const roomToSay = 200;
/** What came last goes first, of both lists as much, until it fits. */
function withoutTheLast(document: PostmortemDocument, short: PostmortemDocument): PostmortemDocument {
  const room = mostBytes - roomToSay - bytes({ ...short, artifacts: [], timeline: [] });
  const sizes = [short.artifacts, short.timeline].map((list) => list.map((one) => bytes(one) + 1));
  const taken = (kept: number) =>
    sizes.flatMap((list) => list.slice(0, Math.floor(list.length * kept))).reduce((sum, size) => sum + size, 0);
  let [kept, tooMuch] = [0, 1];
  for (let step = 0; step < halvings; step++) {
    const middle = (kept + tooMuch) / 2;
    if (taken(middle) <= room) kept = middle;
    else tooMuch = middle;
  }
  const artifacts = short.artifacts.slice(0, Math.floor(short.artifacts.length * kept));
  const timeline = short.timeline.slice(0, Math.floor(short.timeline.length * kept));
  const artifacts_left_out = document.artifacts.length - artifacts.length;
  const timeline_left_out = document.timeline.length - timeline.length;
  const timeline_cut = short.data_quality.timeline_cut || timeline_left_out > 0;
  return { ...short, artifacts, timeline, data_quality: { ...short.data_quality, timeline_cut, artifacts_left_out, timeline_left_out } };
}
/** Finer than one in the longest list. */
const halvings = 14;

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
