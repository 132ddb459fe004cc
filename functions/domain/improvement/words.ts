import { Rejection } from '#domain/rejection';

export const mostLetters = { title: 150, words: 1000 };

/** What is to be done, in a few words. */
export function titleFrom(said: string): string {
  const title = said.replaceAll(/\s+/g, ' ').trim();
  if (title === '')
    throw new Rejection(
      'no_title',
      'Say in a few words what is to be done, for example “Alert on an empty fax queue”. Nothing has changed.',
    );
  if (title.length > mostLetters.title)
    throw new Rejection(
      'title_too_long',
      `A title has at most ${mostLetters.title} letters; what else there is to say goes into when it is done. Nothing has changed.`,
    );
  return title;
}

export function reasonFrom(said: string | undefined, what: string): string {
  const reason = (said ?? '').trim();
  if (reason === '') throw new Rejection('no_reason', `${what} Nothing has changed; say it in a sentence.`);
  return reason.slice(0, mostLetters.words);
}
