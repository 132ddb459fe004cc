import type { Act } from '#domain/perform';
import { refuseUnlessPerson } from '#domain/person/authority';
import type { PersonId } from '#domain/person/person';
import { type AnswerDraft, answerDraftRef, draftGone } from '#domain/postmortem/answer-draft';
import { answerText } from '#domain/postmortem/answer-text';
import { answerableBy, answerWordsRef } from '#domain/postmortem/answering';
import { type Parties, partyRefs } from '#domain/postmortem/authority';
import type { Postmortem } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import type { AnswerKey } from '#domain/postmortem/prompt';
import type { Text } from '#domain/records';

export type EraseAnswers = { by: PersonId; at: string; form: string };
export type Facts = Parties & { draft: AnswerDraft | undefined; words: undefined[] };

function written(postmortem: Postmortem, by: PersonId): AnswerKey[] {
  const part = postmortem.state === 'none' ? undefined : postmortem.people[by];
  return part === undefined || part.erased ? [] : part.answered;
}

/** One's own words, at any time and for ever, what was published included. That one answered remains. */
export const eraseAnswers: Act<Postmortem, Facts, EraseAnswers, PostmortemEvent> = {
  facts: (postmortem, { by }, _, id) => ({
    ...partyRefs(postmortem, by),
    draft: answerDraftRef(id, by),
    words: written(postmortem, by).map((key) => answerWordsRef(id, by, key)),
  }),
  decide(postmortem, facts, { by, at, form }, { id, versions }) {
    const { person, draft } = facts;
    refuseUnlessPerson(person);
    // One's own words are one's own, whatever became of it; who has none learns no more than they may know.
    if (postmortem.state === 'none' || postmortem.people[by] === undefined) answerableBy(postmortem, by, facts, false);
    const stand = [versions.words].flat();
    const texts = written(postmortem, by).map(
      (key, index): Text => ({ id: answerText(by, key), by, body: '', expected: stand[index] ?? 0 }),
    );
    const puts = draft === undefined ? [] : [draftGone(id, by, form, versions.draft)];
    const begun = draft !== undefined && Object.keys(draft.words).length > 0;
    if (texts.length === 0 && !begun) return [];
    const events = texts.length === 0 ? [] : [{ type: 'PostmortemWordsErased' as const, at, by, textIds: texts.map((text) => text.id) }];
    return { events, texts, puts };
  },
};
