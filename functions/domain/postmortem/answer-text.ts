import type { PersonId } from '#domain/person/person';
import type { AnswerKey } from './prompt.ts';

/** Where somebody's words on one question stand: replaced by whoever wrote them, and by nobody else. */
export const answerText = (person: PersonId, key: AnswerKey) => `${person}-${key}`;
