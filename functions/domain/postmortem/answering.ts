import { type AggregateId, textKey } from '#domain/keys';
import { isGuest, refuseUnlessPerson } from '#domain/person/authority';
import type { PersonId } from '#domain/person/person';
import type { Ref } from '#domain/records';
import { Rejection } from '#domain/rejection';
import { answerText } from './answer-text.ts';
import { noSuchPostmortem, type Parties, readableTo } from './authority.ts';
import { isOpenTo } from './boxes.ts';
import type { KnownPostmortem, Postmortem } from './postmortem.ts';
import type { AnswerKey } from './prompt.ts';

const nowhere: AggregateId = 'PM-0';
/** Nothing but the version of the words: they are replaced, never read, by whoever decides. */
export const answerWordsRef = (id: AggregateId | undefined, person: PersonId, key: AnswerKey): Ref<undefined> => ({
  key: textKey(id ?? nowhere, answerText(person, key)),
  read: () => undefined,
});

/** So many may come of themselves beyond those who were asked: the record of them stays small. */
export const mostPeople = 60;

/**
 * The postmortem, for somebody who tells of it what they saw: whoever was there, asked or not, and whoever may read it. A guest who was there
 * writes; what others wrote they do not read.
 */
export function answerableBy(postmortem: Postmortem, by: PersonId, parties: Parties, inRoom: boolean): KnownPostmortem {
  const { person, incident } = parties;
  refuseUnlessPerson(person);
  if (postmortem.state === 'none' || incident.state === 'none') throw noSuchPostmortem();
  // Being in the channel of a private one is not enough: the record says whom it was opened to.
  if (!isOpenTo(postmortem, incident, by)) throw noSuchPostmortem();
  const wasThere = postmortem.people[by] !== undefined || incident.insiders.includes(by) || inRoom;
  if (isGuest(person) && !wasThere)
    throw new Rejection(
      'guest_not_there',
      'Guests answer about what they were part of. Nothing has changed; a colleague who was there can.',
    );
  const known = wasThere ? postmortem : readableTo(postmortem, by, parties);
  if (known.people[by] === undefined && Object.keys(known.people).length >= mostPeople)
    throw new Rejection(
      'answers_full',
      'So many have written already that there is no room for more. Nothing was lost; say it in the channel, or to who drives it.',
    );
  return known;
}

/** What is published is what was meant then; what is waived or another's is not written on. */
export const isShut = ({ state }: KnownPostmortem): boolean => state === 'closed' || state === 'waived' || state === 'dropped';
export function refuseUnlessWritten({ state }: KnownPostmortem): void {
  if (state === 'closed')
    throw new Rejection(
      'answers_published',
      'It is published, so it stays as it was read. Nothing has changed; what you wrote can still be erased, and something new belongs under the post in the channel.',
    );
  if (state === 'waived')
    throw new Rejection('answers_waived', 'This postmortem was waived, so nothing is asked of it. Nothing has changed.');
  if (state === 'dropped')
    throw new Rejection(
      'answers_dropped',
      'There is no postmortem of that one: it was the same as another incident. Nothing has changed; answer on that one.',
    );
}
