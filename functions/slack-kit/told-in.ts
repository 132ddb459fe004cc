import type { Called } from '#domain/postmortem/document';

/** What an entry of a document's timeline tells, with people as they are called where it is read. */
export const toldIn = (
  { told = '', pieces }: { told?: string; pieces?: (string | Called)[] | undefined },
  called: (who: Called) => string,
) =>
  pieces
    ? pieces
        .map((piece) => (typeof piece === 'string' ? piece : called(piece)))
        .join('')
        .trim()
    : told;
