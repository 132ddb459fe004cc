import type { RichTextElement } from '@slack/types';
import { textsOf } from '#domain/incident/events';
import { wordsOf } from '#domain/incident/pinned-message';
import type { PersonId } from '#domain/person/person';
import type { Calling } from '#domain/postmortem/calling';
import type { Wording } from '#domain/postmortem/composing';
import type { Called } from '#domain/postmortem/document';
import { factorName } from './postmortem-words.ts';
import { toldOf, wordsIn } from './timeline-words.ts';
import { toldIn } from './told-in.ts';

/** How a document says what a timeline tells: people by what they were, channels without their names. */
export const documentWording: Wording = {
  told: (entry, calling) => {
    const pieces = toldOf(entry).map((piece) => plainly(piece, calling));
    const told = toldIn({ pieces }, ({ label }) => label);
    const text = wordsIn(entry);
    const ids = entry.message ? [wordsOf(entry.message)] : textsOf(entry.event);
    return { told, pieces, ...(text !== undefined && { words: { text, id: ids.join(',') } }) };
  },
  factor: factorName,
};

function plainly(piece: RichTextElement, calling: Calling): string | Called {
  if (piece.type === 'text') return piece.text;
  if (piece.type === 'user') return calling(piece.user_id as PersonId);
  if (piece.type === 'channel') return 'a channel';
  return piece.type === 'link' ? (piece.text ?? piece.url) : '';
}
